/** A picture that could not be made; `unreadable-source` is what a service would answer with "invalid image". */
export class PictureError extends Error {
  override readonly name = 'PictureError'
  readonly code: 'unreadable-source'

  constructor(code: 'unreadable-source', message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
