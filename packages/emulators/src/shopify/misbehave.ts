import { bodyReply, cutReply, type Reply } from '../stand-in/reply.ts'
import type { Effect } from './effect.ts'
import { jsonReply } from './reply.ts'

const PAGE = '<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>'

/** Shopify's words for a status (shopify.dev, response status codes). */
const WORDS: Record<number, string> = {
  401: '[API] Invalid API key or access token (unrecognized login or wrong password)',
  402: 'Unavailable Shop',
  403: '[API] This action requires merchant approval.',
  404: 'Not Found',
  423: 'Locked',
  429: 'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.',
  430: 'Security Rejection',
}

/** Shopify's answer of a status. */
export function statusReply(status: number): Reply {
  const headers: Record<string, string> = status === 429 ? { 'retry-after': '2.0' } : {}
  return jsonReply(status, { errors: WORDS[status] ?? 'Service Unavailable' }, headers)
}

/** Answers a call, or goes wrong as the effect says. What it does not know of is left to `answer`. */
export async function withEffect(effect: Effect | undefined, answer: () => Promise<Reply>): Promise<Reply> {
  switch (effect?.kind) {
    case 'status':
      return statusReply(effect.status ?? 503)
    case 'hang':
    case 'reset':
      return { kind: effect.kind }
    case 'html':
      return bodyReply(502, 'text/html', PAGE)
    case 'html_ok':
      return bodyReply(200, 'text/html', PAGE)
    case 'bad_json':
      return bodyReply(200, 'application/json', '{"data":{"product')
    case 'empty_body':
      return bodyReply(200, 'application/json', '')
    case 'redirect':
      return bodyReply(302, 'text/plain', '', { location: '/elsewhere' })
    case 'unanswered':
      await answer()
      return { kind: 'hang' }
    case 'lost_answer':
      await answer()
      return { kind: 'reset' }
    case 'truncate':
      return cutReply(await answer(), { isBroken: true })
    default:
      return answer()
  }
}
