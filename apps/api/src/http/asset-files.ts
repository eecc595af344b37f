import { assetFileQuery } from '@studio/core/assets'
import { isId, notFound } from '@studio/core/kernel'
import { FILE_URL_SECONDS, openAssetFile } from '@studio/services/assets'
import type { RequestHandler } from 'express'
import type { Container } from '../container.ts'
import { createContext } from './request-context.ts'

/** `GET /api/assets/:id/file`: redirects to a short-lived signed address of one size of the asset. */
export function assetFileRoute(container: Container): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const { actor } = await createContext(req, res, container)
    const { id } = req.params
    const query = assetFileQuery.safeParse(req.query)
    if (!isId('asset', id) || !query.success) throw notFound('picture')
    const { size, download } = query.data
    const url = await openAssetFile(actor, { id, size, isDownload: download === '1' }, container.deps)
    // The browser may keep the redirect for as long as the address behind it surely works.
    res.setHeader('Cache-Control', `private, max-age=${FILE_URL_SECONDS / 2}`)
    res.redirect(302, ownPathOrUrl(url, container.deps.publicUrl))
  }
}

/** An address of our own is given as a path, so that it works under whatever name the browser reached us. */
export function ownPathOrUrl(url: string, publicUrl: string): string {
  const { origin, pathname, search } = new URL(url)
  return origin === new URL(publicUrl).origin ? pathname + search : url
}
