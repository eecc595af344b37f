import { bodyReply, type Reply } from '../stand-in/reply.ts'

/** A JSON answer. */
export const jsonReply = (status: number, json: unknown, headers: Record<string, string> = {}): Reply =>
  bodyReply(status, 'application/json; charset=utf-8', JSON.stringify(json), headers)

/** A page for people. */
export const pageReply = (status: number, html: string): Reply =>
  bodyReply(status, 'text/html; charset=utf-8', html)

/** Sends a browser elsewhere. */
export const redirectReply = (location: string): Reply =>
  bodyReply(302, 'text/plain', '', { location, 'cache-control': 'no-store' })

/** What is not there. */
export const notFound = (): Reply => jsonReply(404, { errors: 'Not Found' })
