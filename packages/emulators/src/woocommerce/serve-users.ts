import type { Reply } from '../stand-in/reply.ts'
import { type Call, type Parts, pickFields } from './call.ts'
import { jsonReply } from './reply.ts'
import { RestError } from './rest-error.ts'

const PASSWORDS = '/wp/v2/users/me/application-passwords'

/** Answers `/wp/v2/users/me` and its Application Passwords. @throws RestError */
export function serveUsers({ method, route, query, caller }: Call, { site }: Parts): Reply {
  if (!caller) throw new RestError(401, 'rest_not_logged_in', 'You are not currently logged in.')
  const { user, passwordId } = caller
  if (route === '/wp/v2/users/me') {
    const capabilities = Object.fromEntries(user.capabilities.map((name) => [name, true]))
    const shown = { id: user.id, name: user.login, slug: user.login }
    const isEdit = query.get('context') === 'edit'
    return jsonReply(200, pickFields({ ...shown, ...(isEdit && { capabilities }) }, query))
  }
  const id = route.slice(PASSWORDS.length + 1)
  const password = site.passwords.find(({ uuid }) => uuid === (id === 'introspect' ? passwordId : id))
  if (!route.startsWith(`${PASSWORDS}/`) || password?.userId !== user.id)
    throw new RestError(404, 'rest_application_password_not_found', 'Application password not found.')
  const { uuid, name, appId: app_id } = password
  if (method === 'DELETE') {
    site.passwords = site.passwords.filter((one) => one !== password)
    return jsonReply(200, { deleted: true, previous: { uuid, app_id, name } })
  }
  return jsonReply(200, { uuid, app_id, name })
}
