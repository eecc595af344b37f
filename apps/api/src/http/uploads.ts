import { PassThrough, type Readable } from 'node:stream'
import { MAX_UPLOAD_BYTES } from '@studio/core/assets'
import { DomainError } from '@studio/core/kernel'
import { countAttempt } from '@studio/services/accounts'
import { fileTooLarge, receiveUpload } from '@studio/services/assets'
import { requireAccount } from '@studio/services/kernel'
import busboy from 'busboy'
import type { Request, RequestHandler } from 'express'
import type { Container } from '../container.ts'
import { createContext } from './request-context.ts'

/** What a form may weigh beside its file: boundaries, field and file name. */
const MAX_FORM_BYTES = 64 * 1024

/**
 * `POST /api/uploads`: multipart/form-data with one field `file`. Answers 201 with the asset, or 200 when the
 * same bytes were there already. Who asks and how much they announce is judged before any of it is read.
 */
export function uploadRoute(container: Container): RequestHandler {
  return async (req, res) => {
    const { actor } = await createContext(req, res, container)
    await countAttempt('uploadsPerAccount', requireAccount(actor, 'assets:write'), container.deps)
    refuseTooLarge(req)
    const { asset, isNew } = await readOneFile(req, (body, fileName) =>
      receiveUpload(actor, { body, fileName }, container.deps),
    )
    res.status(isNew ? 201 : 200).json(asset)
  }
}

/** Judges an upload by the size that it announces. @throws DomainError `file_too_large` */
export function refuseTooLarge(req: Request): void {
  const announcedBytes = Number(req.headers['content-length'] ?? 0)
  if (announcedBytes > MAX_UPLOAD_BYTES + MAX_FORM_BYTES) throw fileTooLarge()
}

/**
 * Hands the one file of a form to `receive` while it streams in. The file ends for `receive` only when the form
 * does, so that a form that turns out to be wrong leaves nothing stored. @throws DomainError `invalid_input`
 */
export function readOneFile<Received>(
  req: Request,
  receive: (body: Readable, fileName: string) => Promise<Received>,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const file = new PassThrough()
    // Whoever reads it hears of the error; before that, nobody has to.
    file.on('error', () => {})
    let received: Promise<Received> | undefined
    const fail = (error: unknown) => {
      file.destroy(error as Error)
      req.unpipe()
      reject(error)
    }
    const form = openForm(req)
    form.on('file', (field, body, { filename }) => {
      body.on('error', () => fail(invalidForm()))
      if (field !== 'file' || received) {
        body.resume()
        return fail(invalidForm())
      }
      body.pipe(file, { end: false })
      received = receive(file, filename ?? '')
      received.catch(fail)
    })
    form.once('error', () => fail(invalidForm()))
    form.once('close', () => {
      if (!received || file.destroyed) return fail(invalidForm())
      file.end()
      resolve(received)
    })
    req.once('aborted', () => form.destroy(new Error('the upload was broken off')))
    req.pipe(form)
  })
}

function openForm(req: Request) {
  try {
    return busboy({ headers: req.headers, defParamCharset: 'utf8', limits: { files: 2, fields: 0 } })
  } catch {
    throw invalidForm()
  }
}

function invalidForm(): DomainError {
  return new DomainError('invalid_input', 'Send one file as multipart/form-data in a field called "file".')
}
