import type { AssetView } from '@studio/core/assets'
import { isUploadMime, MAX_UPLOAD_BYTES } from '@studio/core/assets'
import { ERROR_TABLE } from '@studio/core/kernel'
import { formatBytes } from './format.ts'
import { isErrorCode, OFFLINE, type Problem, ProblemError } from './problem.ts'

/** What an upload came to: the asset, and whether the same bytes were in the library before. */
export type Uploaded = { asset: AssetView; isKnown: boolean }

/** For file pickers. HEIC is left out on purpose: an iPhone then hands its photos over as JPEG. */
export const ACCEPTED_FILES = 'image/jpeg,image/png,image/webp,image/avif'

/**
 * What is wrong with a file before a byte of it is sent, or null. The browser's word for the type is only a
 * hint (it is empty for HEIC in some), so the server still decides by the bytes.
 */
export function checkBeforeUpload(file: { name: string; type: string; size: number }): Problem | null {
  if (file.size === 0) {
    return problem('file_unreadable', `“${file.name}” is empty. Choose the photo again.`)
  }
  if (file.type !== '' && !isUploadMime(file.type)) {
    return problem(
      'file_type_refused',
      `“${file.name}” is not a photo we can use. JPEG, PNG, WebP and AVIF work.`,
    )
  }
  if (file.size > MAX_UPLOAD_BYTES) {
    return problem(
      'file_too_large',
      `“${file.name}” has ${formatBytes(file.size)}; ${formatBytes(MAX_UPLOAD_BYTES)} is the most. Export it smaller or as JPEG.`,
    )
  }
  return null
}

/**
 * Sends one file. `onProgress` gets the share of bytes that left this machine, from 0 to 1.
 * Fails with a `ProblemError` that carries the server's sentence; aborting fails with an `AbortError`.
 */
export function uploadFile(
  file: File,
  { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    // fetch cannot tell how far an upload has come; XMLHttpRequest can.
    const request = new XMLHttpRequest()
    request.open('POST', '/api/uploads')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onerror = () => reject(new ProblemError(OFFLINE))
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'))
    request.onload = () => {
      if (request.status === 200 || request.status === 201) {
        resolve({ asset: request.response as AssetView, isKnown: request.status === 200 })
      } else {
        reject(new ProblemError(readProblem(request.response)))
      }
    }
    if (signal.aborted) {
      reject(new DOMException('The upload was stopped.', 'AbortError'))
      return
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}

/** Reads an `application/problem+json` body (RFC 9457). */
function readProblem(body: unknown): Problem {
  if (body !== null && typeof body === 'object' && 'detail' in body && typeof body.detail === 'string') {
    const code = 'code' in body && isErrorCode(body.code) ? body.code : 'internal'
    const requestId = 'requestId' in body && typeof body.requestId === 'string' ? body.requestId : undefined
    return { ...problem(code, body.detail), ...(requestId !== undefined && { reference: requestId }) }
  }
  return problem('internal', 'The upload did not arrive. Try again.')
}

function problem(code: keyof typeof ERROR_TABLE, message: string): Problem {
  return { code, title: ERROR_TABLE[code].title, message }
}
