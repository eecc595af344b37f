import { buffer } from 'node:stream/consumers'
import { DomainError } from '@studio/core/kernel'
import type { z } from 'zod'
import type { SafeFetch, SafeFetchResponse } from '../safe-fetch/index.ts'
import { StoreFailure } from '../store-connector/index.ts'
import { type Subject, toFailure, toUnreadable } from './failures.ts'

/** A person of the site, and the Application Password that they made (wordpress.org, "Application Passwords"). */
export type SiteLogin = { user: string; applicationPassword: string }

/** How one site is asked. */
export type SiteOptions = {
  /** Its address without a slash at the end; WordPress's own, which is not always that of the shop. */
  site: string
  /** What lets us in; asked for before every call, because it may have been taken away. */
  login: (after401: boolean) => Promise<SiteLogin>
  /** The one guarded way to addresses that we did not choose. It decides whether http will do. */
  safeFetch: SafeFetch
}

/** One call. `path` begins behind `/wp-json`. */
export type SiteCall<Answer extends z.ZodType> = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Record<string, string | number>
  json?: unknown
  file?: { bytes: Uint8Array; mime: string; name: string }
  answer: Answer
  subject: Subject
}

/** Makes a call. @throws StoreFailure */
export type CallSite = <Answer extends z.ZodType>(
  call: SiteCall<Answer>,
  signal: AbortSignal,
) => Promise<{ data: z.infer<Answer>; headers: Headers }>

/** A hundred products with all their pictures. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024
const CALL_TIMEOUT_MS = 60_000
/** Sites make all their sizes of a picture before they answer. */
const UPLOAD_TIMEOUT_MS = 180_000

/** Makes the one function that everything goes through to a site: Basic authentication, JSON, failures in our words. */
export function createCallSite({ site, login, safeFetch }: SiteOptions): CallSite {
  async function send(
    call: SiteCall<z.ZodType>,
    { user, applicationPassword }: SiteLogin,
    signal: AbortSignal,
  ) {
    const { method = 'GET', path, query = {}, json, file } = call
    const url = new URL(`${site}/wp-json${path}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
    const basic = Buffer.from(`${user}:${applicationPassword}`).toString('base64')
    const body = file?.bytes ?? (json === undefined ? undefined : JSON.stringify(json))
    return safeFetch(url.href, {
      method,
      headers: { accept: 'application/json', authorization: `Basic ${basic}`, ...headersOf(call) },
      ...(body !== undefined && { body }),
      maxBytes: MAX_ANSWER_BYTES,
      timeoutMs: file ? UPLOAD_TIMEOUT_MS : CALL_TIMEOUT_MS,
      // The password would go along.
      redirect: 'refuse',
      signal,
    })
  }

  return async function callSite<Answer extends z.ZodType>(call: SiteCall<Answer>, signal: AbortSignal) {
    for (let after401 = false; ; after401 = true) {
      signal.throwIfAborted()
      const used = await login(after401)
      const { status, headers, text } = await receive(() => send(call, used, signal))
      if (status >= 200 && status < 300) return { data: readAnswer(call.answer, status, text), headers }
      if (status === 401 && isStoreKey(used))
        throw new StoreFailure(
          'scope_missing',
          `HTTP 401: a key of WooCommerce’s does not cover ${call.path}; an Application Password does`,
        )
      if (status !== 401 || after401) throw toFailure({ status, headers, text, subject: call.subject })
    }
  }
}

/** Keys of WooCommerce's own do for products, and not for WordPress's media library. */
const isStoreKey = ({ user }: SiteLogin) => /^ck_[0-9a-f]+$/.test(user)

function headersOf({ json, file }: SiteCall<z.ZodType>): Record<string, string> {
  if (file) return { 'content-type': file.mime, 'content-disposition': `attachment; filename="${file.name}"` }
  return json === undefined ? {} : { 'content-type': 'application/json' }
}

async function receive(send: () => Promise<SafeFetchResponse>) {
  try {
    const { status, headers, body } = await send()
    return { status, headers, text: (await buffer(body)).toString('utf8') }
  } catch (error) {
    throw error instanceof DomainError ? toStoreFailure(error) : error
  }
}

/** What the guard says of an address; its words are for people who typed one. */
function toStoreFailure({ code }: DomainError): StoreFailure {
  if (code === 'address_refused') return new StoreFailure('not_a_store', 'the address is not allowed')
  if (code === 'file_too_large') return new StoreFailure('too_large', 'the answer is too long')
  return new StoreFailure('unreachable', 'no answer')
}

function readAnswer<Answer extends z.ZodType>(answer: Answer, status: number, text: string): z.infer<Answer> {
  const read = answer.safeParse(parse(status, text))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new StoreFailure('refused', `HTTP ${status}: ${issue?.code} at ${issue?.path.join('.')}`)
}

function parse(status: number, text: string): unknown {
  try {
    // Files that were saved with a byte-order mark print it before every answer.
    return JSON.parse(text.replace(/^\uFEFF+/, ''))
  } catch {
    throw toUnreadable(status, text)
  }
}
