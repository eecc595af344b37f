import type { Model } from '@studio/core/models'
import { checkFile } from '../picture-provider/check-file.ts'
import { KlingBreak, toBreak } from './call-error.ts'
import { readLimited, TooLarge } from './read-limited.ts'

/** A result as it came, that it is no longer (or not yet) to be had, or what is wrong with it. */
export type Download =
  | { bytes: Buffer; mime: string }
  | { isGone: true; diagnosis: string }
  | { problem: string }

/** More than any result weighs: a 4K PNG has about 30 MB, fifteen seconds of 1080p about 40. */
const MAX_BYTES: Record<Model['makes'], number> = { picture: 64 * 1024 * 1024, video: 256 * 1024 * 1024 }

/**
 * Copies a result from where Kling keeps it: a public address, so no key goes along, and no redirect is followed.
 * @throws KlingBreak when the line broke or the server is in trouble
 */
export async function downloadResult(
  url: string,
  { makes, isPlainAllowed, timeoutMs }: { makes: Model['makes']; isPlainAllowed: boolean; timeoutMs: number },
  signal: AbortSignal,
): Promise<Download> {
  const protocol = URL.parse(url)?.protocol
  if (protocol !== 'https:' && !(isPlainAllowed && protocol === 'http:')) {
    return { problem: `an address with ${protocol ?? 'no protocol'}` }
  }
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  try {
    const response = await fetch(url, { redirect: 'error', signal: limited })
    if (!response.ok) {
      await response.body?.cancel()
      if (response.status >= 500) throw new KlingBreak('unreachable', `result HTTP ${response.status}`, true)
      return { isGone: true, diagnosis: `result HTTP ${response.status}` }
    }
    const bytes = await readLimited(response, MAX_BYTES[makes])
    const checked = checkFile(bytes)
    if ('problem' in checked) return checked
    const isExpected = checked.mime.startsWith('video/') === (makes === 'video')
    return isExpected ? { bytes, ...checked } : { problem: `${checked.mime} in place of a ${makes}` }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof KlingBreak) throw error
    if (error instanceof TooLarge) return { problem: `a result of ${error.message}` }
    throw toBreak(error)
  }
}
