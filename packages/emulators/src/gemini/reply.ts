import { bodyReply, type Reply } from '../stand-in/reply.ts'

/** How the service names JSON. */
export const JSON_TYPE = 'application/json; charset=UTF-8'

/** A JSON reply. */
export function jsonReply(status: number, json: unknown, headers?: Record<string, string>): Reply {
  return bodyReply(status, JSON_TYPE, `${JSON.stringify(json, null, 2)}\n`, headers)
}
