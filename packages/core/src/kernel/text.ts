import { z } from 'zod'

/**
 * Free text at a door; chain `.trim()`, `.min()` and `.max()` as needed. Refused is what cannot be kept as it
 * was sent: PostgreSQL's text holds no NUL (its documentation, 8.3), and half a surrogate pair is no UTF-8.
 */
export const textSchema = z
  .string()
  .refine(
    (text) => text.isWellFormed() && !text.includes('\0'),
    'This text has characters that cannot be kept.',
  )
