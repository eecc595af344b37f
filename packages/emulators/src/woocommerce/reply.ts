import { bodyReply, type Reply } from '../stand-in/reply.ts'
import type { RestError } from './rest-error.ts'

/** A reply of the REST API. */
export function jsonReply(status: number, json: unknown, headers: Record<string, string> = {}): Reply {
  const type = 'application/json; charset=UTF-8'
  return bodyReply(status, type, JSON.stringify(json), { 'x-robots-tag': 'noindex', ...headers })
}

/** An error in WordPress's shape. */
export function errorReply({ status, code, message }: RestError): Reply {
  return jsonReply(status, { code, message, data: { status } })
}

/** A web page. */
export function pageReply(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return bodyReply(status, 'text/html; charset=UTF-8', body, { 'cache-control': 'no-store', ...headers })
}

/** Sends the browser on. */
export function redirectReply(location: string): Reply {
  return pageReply(302, '', { location })
}
