/** Why a cut-out could not be made. */
export type CutOutErrorCode = 'unreadable-photo' | 'cut-failed' | 'bad-model' | 'closed'

/** A cut-out that could not be made; the message is safe to show. */
export class CutOutError extends Error {
  override readonly name = 'CutOutError'
  readonly code: CutOutErrorCode

  constructor(code: CutOutErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
