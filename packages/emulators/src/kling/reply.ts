import { randomUUID } from 'node:crypto'
import { bodyReply, type Reply } from '../stand-in/reply.ts'
import type { ServiceError } from './service-error.ts'

/** A JSON reply without the service's envelope. */
export function jsonReply(status: number, json: unknown): Reply {
  return bodyReply(status, 'application/json; charset=utf-8', JSON.stringify(json))
}

/** A reply in the service's envelope. */
export function dataReply(data: unknown): Reply {
  return jsonReply(200, { code: 0, message: 'SUCCEED', request_id: randomUUID(), data })
}

/** An error in the service's envelope; `status` 200 is a thing the service does as well. */
export function errorReply(error: ServiceError, status = error.httpStatus): Reply {
  return jsonReply(status, { code: error.code, message: error.message, request_id: randomUUID() })
}
