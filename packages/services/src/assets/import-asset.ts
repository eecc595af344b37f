import { MAX_UPLOAD_BYTES } from '@studio/core/assets'
import { DomainError } from '@studio/core/kernel'
import { countAttempt } from '../accounts/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { type ReceivedUpload, receiveUpload } from './receive-upload.ts'

/** How long fetching a picture may take, names, redirects and its last byte included. */
const TIMEOUT_MS = 60_000

/** What fetching a picture takes. */
export type FetchUploadDeps = Pick<
  Deps,
  'db' | 'queue' | 'clock' | 'store' | 'pictures' | 'tempDir' | 'safeFetch'
>

/**
 * Fetches a picture from an address that a person gave, and takes it in as if it had been uploaded.
 * @throws DomainError as `fetchUpload`; `rate_limited`
 */
export async function importAsset(
  actor: Actor,
  { url }: { url: string },
  deps: FetchUploadDeps & Pick<Deps, 'attempts'>,
): Promise<ReceivedUpload> {
  await countAttempt('uploadsPerAccount', requireAccount(actor, 'assets:write'), deps)
  return fetchUpload(actor, { url }, deps)
}

/**
 * As `importAsset`, for addresses whose number was limited before.
 * @throws DomainError as `receiveUpload`; `address_refused`, `address_unreachable`
 */
export async function fetchUpload(
  actor: Actor,
  { url }: { url: string },
  deps: FetchUploadDeps,
): Promise<ReceivedUpload> {
  const answer = await deps.safeFetch(url, {
    headers: { accept: 'image/*' },
    redirect: 'follow',
    maxBytes: MAX_UPLOAD_BYTES,
    timeoutMs: TIMEOUT_MS,
  })
  if (answer.status !== 200) {
    answer.body.destroy()
    throw new DomainError(
      'address_unreachable',
      `This address answered ${answer.status} where a picture was expected. Nothing was stored.`,
      { status: answer.status },
    )
  }
  return receiveUpload(actor, { body: answer.body, fileName: nameIn(answer.url) }, deps)
}

/** The last part of an address's path, as people wrote it. */
function nameIn(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
