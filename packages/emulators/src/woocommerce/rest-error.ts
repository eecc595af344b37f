/** An answer that is an error in the shape of WordPress's REST API: `{code, message, data: {status}}`. */
export class RestError extends Error {
  override readonly name = 'RestError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** WordPress's own refusal of one parameter. */
export function invalidParameter(name: string): RestError {
  return new RestError(400, 'rest_invalid_param', `Invalid parameter(s): ${name}`)
}
