import { createHmac } from 'node:crypto'
import { invalidArgument } from './service-error.ts'

/** No secret: it only lets a stand-in that was started again know what one before it gave out. */
const KEY = 'gemini stand-in'

/** Signs a picture of an answer. */
export function giveSignature(responseId: string): string {
  return Buffer.from(`${responseId}.${markOf(responseId)}`).toString('base64')
}

/**
 * Checks the signature of a picture that comes back as the model's own.
 *
 * @throws ServiceError 400 in the words of the service, when there is none or it is none that was given out
 * (github.com/archestra-ai/archestra/issues/2548, github.com/google-gemini/gemini-cli/issues/13467)
 */
export function checkSignature(signature: unknown, content: number, part: number): void {
  if (typeof signature !== 'string' || signature === '') {
    throw invalidArgument(
      `Image part is missing a thought_signature in content position ${content}, part position ${part}. ` +
        'Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures#model-behavior for more details.',
    )
  }
  const [nonce = '', mark] = Buffer.from(signature, 'base64').toString('latin1').split('.')
  if (mark !== markOf(nonce)) throw invalidArgument('Corrupted thought signature.')
}

function markOf(nonce: string): string {
  return createHmac('sha256', KEY).update(nonce).digest('base64url')
}
