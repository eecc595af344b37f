import type { StoreFailureCode } from '@studio/core/stores'
import { StoreFailure } from '../store-connector/index.ts'

/** What a call was about: what is gone when WordPress says that it knows no such thing. */
export type Subject = 'site' | 'product' | 'media'

/** An answer that was not what was asked for. `text` is its body. */
export type Refusal = { status: number; headers: Headers; text: string; subject: Subject }

const GONE: Record<Subject, StoreFailureCode> = {
  site: 'not_a_store',
  product: 'product_gone',
  media: 'media_gone',
}

/** Asked to slow down without a word for how long. */
const USUAL_WAIT_MS = 30_000

/**
 * Why an answer is no success, by its status and by the code that WordPress gives
 * (developer.wordpress.org, REST API; woocommerce.github.io, error messages). Hosters' own pages have only a status.
 */
export function toFailure(refusal: Refusal): StoreFailure {
  const { status, headers, text, subject } = refusal
  const code = readCode(text)
  const diagnosis = `HTTP ${status} ${code ?? 'without a code of WordPress'}`
  const fail = (failure: StoreFailureCode, more = '') => new StoreFailure(failure, diagnosis + more)
  if (status >= 300 && status < 400) return redirected(headers.get('location') ?? '', diagnosis)
  if (code !== null && /_invalid_image_id$/.test(code)) return fail('media_gone')
  // WordPress refuses types of files with status 500.
  if (code !== null && /^rest_upload_|_image_upload_error$/.test(code)) return fail('media_refused')
  switch (status) {
    case 401:
      return fail('access_revoked')
    case 403:
      return code === null ? fail('refused', ', perhaps a firewall of the site') : fail('scope_missing')
    case 404:
    case 410:
      return fail(code !== null && /_invalid_id$/.test(code) ? GONE[subject] : 'not_a_store')
    case 413:
      return fail('media_refused')
    case 429:
      return new StoreFailure('throttled', diagnosis, { retryAfterMs: readWaitMs(headers) ?? USUAL_WAIT_MS })
    case 503: {
      const retryAfterMs = readWaitMs(headers)
      return new StoreFailure(retryAfterMs === undefined ? 'unreachable' : 'throttled', diagnosis, {
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      })
    }
    default:
      return fail(status >= 500 ? 'unreachable' : 'refused')
  }
}

/** Null in place of a failure of this code: what is gone is an answer to some questions. */
export async function orNull<Answer>(asked: Promise<Answer>, code: StoreFailureCode): Promise<Answer | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof StoreFailure && error.code === code) return null
    throw error
  }
}

/** Why a body that came with success is no JSON. */
export function toUnreadable(status: number, text: string): StoreFailure {
  if (text.trim() === '') return new StoreFailure('unreachable', `HTTP ${status} without content`)
  if (/^\s*<(!doctype|html|head|body)\b/i.test(text))
    return new StoreFailure('not_a_store', `HTTP ${status} with a web page`)
  const hasJson = /[{[].*[}\]]\s*$/s.test(text)
  return hasJson
    ? new StoreFailure(
        'garbled',
        `HTTP ${status}: something on the site, often a plugin, prints into its answers`,
      )
    : new StoreFailure('refused', `HTTP ${status} with something else than JSON`)
}

/** Where an address leads on to is told by its origin alone: the rest may hold what nobody should read. */
function redirected(location: string, diagnosis: string): StoreFailure {
  if (/wp-login\.php|\/(login|my-account)\b/.test(location))
    return new StoreFailure('access_revoked', `${diagnosis}, to a page that asks to sign in`)
  const origin = URL.parse(location)?.origin ?? 'another path of the site'
  return new StoreFailure('not_a_store', `${diagnosis}, to ${origin}`)
}

function readCode(text: string): string | null {
  try {
    const { code } = JSON.parse(text) as { code?: unknown }
    return typeof code === 'string' ? code.slice(0, 100) : null
  } catch {
    return null
  }
}

/** Seconds, or a date (RFC 9110, 10.2.3), which is counted from the answer's own. */
function readWaitMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  if (/^\d{1,6}$/.test(value.trim())) return Number(value) * 1000
  const waitMs = Date.parse(value) - Date.parse(headers.get('date') ?? '')
  return waitMs > 0 ? waitMs : undefined
}
