import type { FailureCode } from '@studio/core/generations'

/** An error that Kling answered with, in its own envelope. `httpStatus` may be 200. */
export class KlingRefusal extends Error {
  override readonly name = 'KlingRefusal'
  readonly httpStatus: number
  readonly code: number

  constructor(httpStatus: number, code: number, message: string) {
    super(message)
    this.httpStatus = httpStatus
    this.code = code
  }

  /** The log's line: codes, and the service's words without what they quote. */
  get diagnosis(): string {
    return `HTTP ${this.httpStatus} code ${this.code}: ${withoutQuotations(this.message)}`
  }
}

/** A call that ended without an answer of Kling's. */
export class KlingBreak extends Error {
  override readonly name = 'KlingBreak'
  readonly code: FailureCode
  readonly diagnosis: string
  /** Whether the request may have been carried out all the same. */
  readonly mayHaveArrived: boolean

  constructor(code: FailureCode, diagnosis: string, mayHaveArrived: boolean) {
    super(`${code}: ${diagnosis}`)
    this.code = code
    this.diagnosis = diagnosis
    this.mayHaveArrived = mayHaveArrived
  }
}

/** Errors before a single byte was sent. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS.*|CERT_.*|.*SELF_SIGNED.*|UNABLE_TO_.*)$/
const LINE_TIMEOUTS = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']

/** Reads what `fetch` threw. @throws the error itself when it is a defect of ours */
export function toBreak(error: unknown): KlingBreak {
  if (!(error instanceof Error)) throw error
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return new KlingBreak('timed_out', error.name, true)
  }
  const isLine = error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message)
  if (!isLine) throw error
  const cause = causeCode(error)
  const code = LINE_TIMEOUTS.includes(cause) ? 'timed_out' : 'unreachable'
  return new KlingBreak(code, `${error.name} ${cause}`, !NEVER_SENT.test(cause))
}

/** The system's or undici's code for a broken line, such as `ECONNRESET`. */
function causeCode({ cause }: Error): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'without a code'
}

/** Names of fields may stay; any other quotation may repeat what was sent. */
export function withoutQuotations(message: string): string {
  const words = message.replace(/["'“]([^"'”]*)(["'”]|$)/g, (quotation, inner: string) =>
    /^[\w.:/-]{1,60}$/.test(inner) ? quotation : '"…"',
  )
  return (words.split('\n', 1)[0] ?? '').slice(0, 200)
}
