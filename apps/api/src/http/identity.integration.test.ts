import { browse, type IdentityServer, startIdentityServer } from '@studio/integrations/identity/testing'
import { until } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, type Visitor } from '../../testing/api.ts'

const REDIRECT_URI = 'http://localhost:3000/auth/external/callback'
const password = 'correct horse battery'

let identities: IdentityServer
let api: TestApi
let people = 0

beforeAll(async () => {
  identities = await startIdentityServer(REDIRECT_URI)
  const { issuer, clientId, clientSecret } = identities
  const environment = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }
  api = await openTestApi({ environment: { ...environment, OIDC_NAME: 'Harbour ID' } })
})
afterAll(async () => {
  await api.close()
  await identities.close()
})
beforeEach(() => api.studio.deps.db.attemptCounter.deleteMany())

/** Somebody at the provider, with a verified e-mail unless told otherwise. */
function meet(login = `person-${++people}`, claims: Record<string, unknown> = {}): string {
  identities.person = { email: `${login}@example.com`, email_verified: true, name: login, ...claims }
  return login
}

/** Goes to the provider and signs in there; answers the address to come back to. */
async function leave(browser: Visitor, login: string, cancels = false): Promise<string> {
  const begun = await browser.fetch('/auth/external/begin')
  expect(begun.status).toBe(303)
  return visit(begun.headers.get('location') ?? '', login, cancels)
}
async function visit(start: string, login: string, cancels = false): Promise<string> {
  const { pathname, search } = new URL(await browse(start, { redirectUri: REDIRECT_URI, login, cancels }))
  return pathname + search
}
/** Comes back; answers where the browser is sent then. */
const comeBack = async (browser: Visitor, path: string) => (await browser.fetch(path)).headers.get('location')
async function enter(browser: Visitor, login: string): Promise<string | null> {
  return comeBack(browser, await leave(browser, login))
}
const accountOf = (browser: Visitor) => browser.trpc.auth.session.query()
async function verifiedMerchant(): Promise<Visitor> {
  const merchant = await api.merchant()
  const { id } = await merchant.trpc.account.get.query()
  await api.studio.deps.db.account.update({ where: { id }, data: { emailVerifiedAt: new Date() } })
  return merchant
}
async function link(browser: Visitor, login: string): Promise<string | null> {
  const { url } = await browser.trpc.identities.beginLink.mutate({ password })
  return comeBack(browser, await visit(url, login))
}
const REFUSED = '/arrive#problem.sign_in_refused'

describe('signing in with an external provider', () => {
  it('makes an account for a verified e-mail that is new here, and opens the same one ever after', async () => {
    const [browser, login] = [api.visitor(), meet()]
    expect(await enter(browser, login)).toBe('/')
    const account = await accountOf(browser)
    expect(account).toMatchObject({
      email: `${login}@example.com`,
      isEmailVerified: true,
      hasPassword: false,
    })
    const other = api.visitor()
    expect(await enter(other, login)).toBe('/')
    expect((await accountOf(other))?.id).toBe(account?.id)
    const { items } = await other.trpc.sessions.signIns.query({})
    expect(items.map(({ method }) => method)).toEqual(['Harbour ID', 'Harbour ID'])
    expect(await other.trpc.identities.list.query()).toMatchObject([{ email: `${login}@example.com` }])
  })

  it('goes by who somebody is there, not by the e-mail, which may change hands', async () => {
    const [browser, login] = [api.visitor(), meet()]
    await enter(browser, login)
    const account = await accountOf(browser)
    meet(login, { email: 'renamed@example.com' })
    const again = api.visitor()
    await enter(again, login)
    expect((await accountOf(again))?.id).toBe(account?.id)
    meet('somebody-new', { email: `${login}@example.com` })
    const stranger = api.visitor()
    expect(await enter(stranger, 'somebody-new')).toBe('/arrive#problem.email_taken')
  })

  it.each([
    ['is not verified here', async () => api.merchant()],
    ['is verified on both sides', verifiedMerchant],
  ])('never opens an account whose e-mail %s', async (_how, come) => {
    const merchant = await come()
    const { email } = await merchant.trpc.account.get.query()
    const browser = api.visitor()
    expect(await enter(browser, meet(undefined, { email }))).toBe('/arrive#problem.email_taken')
    expect(await accountOf(browser)).toBeNull()
    expect(await merchant.trpc.identities.list.query()).toEqual([])
  })

  it.each([
    ['is not verified', { email_verified: false }],
    ['is not told', { email: undefined }],
    ['is reserved', { email: 'command-line@studio.invalid' }],
  ])('makes no account when the e-mail %s', async (_how, claims) => {
    const accounts = await api.studio.deps.db.account.count()
    expect(await enter(api.visitor(), meet(undefined, claims))).toMatch(/^\/arrive#problem\./)
    expect(await api.studio.deps.db.account.count()).toBe(accounts)
  })

  it('ends in the browser that began it, and nowhere else', async () => {
    const [browser, login] = [api.visitor(), meet()]
    const back = await leave(browser, login)
    const thief = api.visitor()
    expect(await comeBack(thief, back)).toBe(REFUSED)
    await thief.fetch('/auth/external/begin')
    expect(await comeBack(thief, back)).toBe(REFUSED)
    expect(await comeBack(browser, back)).toBe('/')
    expect(await accountOf(browser)).not.toBeNull()
  })

  it('ends once, and within ten minutes', async () => {
    const [browser, login] = [api.visitor(), meet()]
    const kept = await leave(browser, login)
    const marked = browser.cookie
    await comeBack(browser, kept)
    browser.cookie = marked
    expect(await comeBack(browser, kept)).toBe(REFUSED)
    const late = await leave(browser, login)
    await api.studio.deps.db.providerVisit.updateMany({ data: { expiresAt: new Date() } })
    expect(await comeBack(browser, late)).toBe(REFUSED)
  })

  it('that was cancelled there signs nobody in', async () => {
    const browser = api.visitor()
    expect(await comeBack(browser, await leave(browser, meet(), true))).toBe(REFUSED)
    expect(await accountOf(browser)).toBeNull()
  })

  it('says so when the provider does not answer', async () => {
    const browser = api.visitor()
    const back = await leave(browser, meet())
    identities.answer = (req, res) => Boolean(req.url?.startsWith('/token') && res.writeHead(503).end())
    expect(await comeBack(browser, back)).toBe('/arrive#problem.provider_unavailable')
    identities.answer = null
  })

  it.each(['next=https://evil.example', 'redirect=//evil.example', 'return_to=https://evil.example'])(
    'sends the browser to the provider and home, whatever the address says: %s',
    async (query) => {
      const browser = api.visitor()
      const begun = await browser.fetch(`/auth/external/begin?${query}`)
      expect(new URL(begun.headers.get('location') ?? '').origin).toBe(identities.issuer)
      const back = await visit(begun.headers.get('location') ?? '', meet())
      expect(await comeBack(browser, `${back}&${query}`)).toMatch(/^\/(arrive#problem\.\w+)?$/)
    },
  )

  it('gives an anonymous browser one cookie, which opens nothing and is replaced', async () => {
    const [browser, login] = [api.visitor(), meet()]
    const back = await leave(browser, login)
    const marked = browser.cookie
    expect(marked).toMatch(/^__Host-session=visit-[0-9a-f]{48}$/)
    expect(await accountOf(browser)).toBeNull()
    // Another page of the same browser asks meanwhile: the visit goes on.
    expect(browser.cookie).toBe(marked)
    await comeBack(browser, back)
    expect(browser.cookie).toMatch(/^__Host-session=[a-z0-9]{40}$/)
  })

  it('does not open a closed account', async () => {
    const [browser, login] = [api.visitor(), meet()]
    await enter(browser, login)
    const id = (await accountOf(browser))?.id ?? ''
    await api.studio.deps.db.account.update({ where: { id }, data: { closedAt: new Date() } })
    expect(await enter(api.visitor(), login)).toBe(REFUSED)
  })

  it('is offered where there is a provider, by its name', async () => {
    expect(await api.visitor().trpc.auth.providers.query()).toEqual([{ name: 'Harbour ID' }])
  })
})

describe('linking', () => {
  it('lets the external account open this one, whatever its e-mail', async () => {
    const [merchant, login] = [await verifiedMerchant(), meet()]
    expect(await link(merchant, login)).toBe('/settings/security')
    const browser = api.visitor()
    expect(await enter(browser, login)).toBe('/')
    expect((await accountOf(browser))?.id).toBe((await accountOf(merchant))?.id)
  })

  it('needs the password, and an e-mail that is confirmed', async () => {
    const merchant = await verifiedMerchant()
    const guess = merchant.trpc.identities.beginLink.mutate({ password: 'wrong horse battery' })
    await expect(guess).rejects.toMatchObject({ data: { code: 'wrong_credentials' } })
    const fresh = (await api.merchant()).trpc.identities.beginLink.mutate({ password })
    await expect(fresh).rejects.toMatchObject({ data: { code: 'invalid_input' } })
  })

  it('is refused when the external account opens another one', async () => {
    const login = meet()
    await enter(api.visitor(), login)
    const merchant = await verifiedMerchant()
    expect(await link(merchant, login)).toBe(REFUSED)
    expect(await merchant.trpc.identities.list.query()).toEqual([])
  })

  it('is refused when the person was signed out meanwhile', async () => {
    const [merchant, login] = [await verifiedMerchant(), meet()]
    const { url } = await merchant.trpc.identities.beginLink.mutate({ password })
    const [back, kept] = [await visit(url, login), merchant.cookie]
    await merchant.trpc.auth.signOut.mutate()
    merchant.cookie = kept
    expect(await comeBack(merchant, back)).toBe(REFUSED)
    expect(await api.studio.deps.db.identity.count({ where: { subject: login } })).toBe(0)
  })

  it('ends with the password, and the external account then opens nothing', async () => {
    const [merchant, login] = [await verifiedMerchant(), meet(undefined, { email_verified: false })]
    await link(merchant, login)
    const [identity] = await merchant.trpc.identities.list.query()
    const id = identity?.id ?? expect.fail('nothing is linked')
    await expect(merchant.trpc.identities.unlink.mutate({ id, password: 'wrong' })).rejects.toThrow()
    await merchant.trpc.identities.unlink.mutate({ id, password })
    expect(await enter(api.visitor(), login)).toBe(REFUSED)
  })

  it('never ends when it is the last way in, also when two end at the same moment', async () => {
    const [browser, login] = [api.visitor(), meet()]
    await enter(browser, login)
    const account = (await accountOf(browser)) ?? expect.fail('nobody is signed in')
    const [first] = await browser.trpc.identities.list.query()
    const only = browser.trpc.identities.unlink.mutate({ id: first?.id ?? 'idn_' })
    await expect(only).rejects.toMatchObject({ data: { code: 'invalid_input' } })

    const second = { issuer: 'https://id.example', subject: login, email: '' }
    const row = { ...second, id: `idn_${account.id.slice(4)}`, accountId: account.id }
    const now = new Date()
    await api.studio.deps.db.identity.create({ data: { ...row, createdAt: now, lastUsedAt: now } })
    const list = await browser.trpc.identities.list.query()
    const { db } = api.studio.deps
    const unlinks = await db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM account WHERE id = ${account.id} FOR UPDATE`
      const begun = list.map(({ id }) => browser.trpc.identities.unlink.mutate({ id }))
      await until('both wait for the account', async () => {
        const [row] = await db.$queryRaw<{ waiting: number }[]>`
          SELECT count(*)::int AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`
        return row?.waiting === 2
      })
      return begun.map((unlink) => unlink.then(Boolean, () => false))
    })
    await Promise.all(unlinks)
    expect(await browser.trpc.identities.list.query()).toHaveLength(1)
  })
})
