/** HTTP status and usual words of the codes that the service documents (kling.ai/document-api, error codes). */
const CODES: Readonly<Record<number, readonly [httpStatus: number, message: string]>> = {
  1000: [401, 'authentication failed'],
  1001: [401, 'Authorization is empty'],
  1002: [401, 'Authorization is invalid'],
  1003: [401, 'Authorization is not yet valid'],
  1004: [401, 'Authorization has expired'],
  1100: [429, 'account exception'],
  1101: [429, 'account in arrears'],
  1102: [429, 'resource pack exhausted or expired'],
  1103: [403, 'no permission for the requested resource'],
  1200: [400, 'invalid request parameters'],
  1201: [400, 'invalid parameter'],
  1202: [404, 'the requested method is invalid'],
  1203: [404, 'the requested resource does not exist'],
  1300: [400, 'trigger strategy of the platform'],
  1301: [400, 'trigger the content security policy of the platform'],
  1302: [429, 'API request too fast'],
  1303: [429, 'parallel task over resource pack limit'],
  1304: [429, 'trigger IP whitelist policy'],
  5000: [500, 'server internal error'],
  5001: [503, 'server under maintenance'],
  5002: [504, 'server internal timeout'],
}

/** Whether the service has a code. */
export function isKnownCode(code: number): boolean {
  return code in CODES
}

/** An answer that is an error in the service's envelope. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly httpStatus: number
  readonly code: number

  constructor(code: number, message?: string) {
    const [httpStatus, usual] = CODES[code] ?? [500, 'unknown']
    super(message ?? usual)
    this.code = code
    this.httpStatus = httpStatus
  }
}

/** 1201: one parameter is wrong; the message says which. */
export function badParameter(field: string, why: string): ServiceError {
  return new ServiceError(1201, `${field} ${why}`)
}
