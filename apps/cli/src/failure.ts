/** Something went wrong that the person at the terminal can act on; `message` is shown as it is. */
export class Failure extends Error {
  override readonly name = 'Failure'
}

/**
 * Errors whose message is a sentence for people: our own, a use case's, the API's answers. Told by name, so that
 * no command loads what it does not use.
 */
const SENTENCES = new Set(['Failure', 'DomainError', 'TRPCClientError'])

/** One sentence for the terminal; the whole stack only when STUDIO_DEBUG=1 asks for it. */
export function describeFailure(error: unknown): string {
  if (process.env.STUDIO_DEBUG === '1' && error instanceof Error) return String(error.stack)
  if (error instanceof Error && SENTENCES.has(error.name)) return error.message
  const message = error instanceof Error ? error.message : String(error)
  return `${message}\nSet STUDIO_DEBUG=1 to see where this comes from.`
}
