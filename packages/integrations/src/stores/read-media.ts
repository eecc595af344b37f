import { buffer } from 'node:stream/consumers'
import { DomainError } from '@studio/core/kernel'
import type { SafeFetch } from '../safe-fetch/index.ts'
import { type StoreConnector, StoreFailure } from '../store-connector/index.ts'

const TIMEOUT_MS = 60_000

/** How pictures that a store names are read: its answers choose the address, so each goes through the guard. */
export function createReadMedia(safeFetch: SafeFetch): StoreConnector['readMedia'] {
  return async function readMedia(url, maxBytes, signal) {
    try {
      const request = { redirect: 'follow', maxBytes, timeoutMs: TIMEOUT_MS, signal } as const
      const { status, headers, body } = await safeFetch(url, { ...request, headers: { accept: 'image/*' } })
      if (status !== 200) {
        body.destroy()
        throw new StoreFailure(codeOf(status), `picture: HTTP ${status}`)
      }
      return { bytes: await buffer(body), mime: mimeIn(headers) }
    } catch (error) {
      throw error instanceof DomainError ? toFailure(error) : error
    }
  }
}

const mimeIn = (headers: Headers) =>
  (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

function codeOf(status: number) {
  if (status === 404 || status === 410) return 'media_gone'
  return status === 429 ? 'throttled' : 'unreachable'
}

function toFailure({ code }: DomainError): StoreFailure {
  if (code === 'address_unreachable') return new StoreFailure('unreachable', 'picture: no answer')
  // Larger than it may be, or at an address that must not be asked.
  return new StoreFailure(code === 'file_too_large' ? 'media_refused' : 'refused', `picture: ${code}`)
}
