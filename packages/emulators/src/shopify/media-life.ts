import type { StoredFile } from './state.ts'

/** A quarter of its processing passes before it begins. */
const UPLOADED_SHARE = 0.25

/** How far Shopify is with a file (shopify.dev, MediaStatus): a question of time alone. */
export function statusOf(file: StoredFile, nowMs: number): 'UPLOADED' | 'PROCESSING' | 'READY' | 'FAILED' {
  if (nowMs >= file.readyAtMs) return file.problem ? 'FAILED' : 'READY'
  const beginsMs = file.createdAtMs + (file.readyAtMs - file.createdAtMs) * UPLOADED_SHARE
  return nowMs < beginsMs ? 'UPLOADED' : 'PROCESSING'
}

/** The same as the Admin API answers it, with the reasons of a failure. */
export function showFileState(file: StoredFile, nowMs: number) {
  const status = statusOf(file, nowMs)
  const errors =
    status === 'FAILED' && file.problem ? [{ ...file.problem, details: file.problem.message }] : []
  return { status, fileStatus: status, mediaErrors: errors, fileErrors: errors, mediaWarnings: [] }
}
