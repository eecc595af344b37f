import { pipeline } from 'node:stream/promises'
import { channelId } from '@studio/core/channels'
import { downloadQuery } from '@studio/core/exports'
import { DomainError, isId, notFound } from '@studio/core/kernel'
import { downloadAccepted } from '@studio/services/batches'
import { type Download, downloadAssets, openExportFile } from '@studio/services/exports'
import type { RequestHandler, Response } from 'express'
import type { Container } from '../container.ts'
import { ownPathOrUrl } from './asset-files.ts'
import { createContext } from './request-context.ts'

/** `GET /api/exports/:id/file`: redirects to a short-lived signed address of the archive. */
export function exportFileRoute(container: Container): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const { actor } = await createContext(req, res, container)
    const { id } = req.params
    if (!isId('export', id)) throw notFound('export')
    const url = await openExportFile(actor, { id }, container.deps)
    res.setHeader('Cache-Control', 'no-store')
    res.redirect(302, ownPathOrUrl(url, container.deps.publicUrl))
  }
}

/** `GET /api/downloads?ids=…`: the originals of some pictures as one archive, written while it is sent. */
export function downloadsRoute(container: Container): RequestHandler {
  return async (req, res) => {
    const { actor } = await createContext(req, res, container)
    const query = downloadQuery.safeParse(req.query)
    if (!query.success) {
      const message = query.error.issues[0]?.message ?? 'Say which pictures to download.'
      throw new DomainError('invalid_input', message, { fields: [{ path: 'ids', message }] })
    }
    await sendArchive(await downloadAssets(actor, query.data, container.deps), res, container)
  }
}

/** `GET /api/batches/:id/download?channel=…`: what was accepted of a batch as one archive, fit for a channel if one is named. */
export function batchDownloadRoute(container: Container): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const { actor } = await createContext(req, res, container)
    const { id } = req.params
    if (!isId('batch', id)) throw notFound('batch')
    const channel = channelId.optional().safeParse(req.query.channel)
    if (!channel.success) throw new DomainError('invalid_input', 'There is no such channel.')
    await sendArchive(
      await downloadAccepted(actor, { id, channel: channel.data }, container.deps),
      res,
      container,
    )
  }
}

/** Sends an archive while it is written. */
async function sendArchive(
  { archive, fileName }: Download,
  res: Response,
  { deps }: Container,
): Promise<void> {
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.attachment(fileName)
  res.type('application/zip')
  try {
    await pipeline(archive, res)
  } catch (error) {
    // The answer has begun: it breaks off, so that no browser takes what it has for the whole archive.
    const isLeft = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
    if (!isLeft) deps.logger.error({ err: error }, 'a download broke off')
  }
}
