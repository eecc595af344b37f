/** What a mutation that was not done answers, with status 200. */
export type UserError = { field: string[]; message: string; code: string | null }

/** One such answer. */
export function userError(
  field: readonly (string | number)[],
  code: string | null,
  message: string,
): UserError {
  return { field: field.map(String), message, code }
}

/** shopify.dev, product media. */
export const MEDIA_LIMIT = 250

/** The longest alternative text, in characters (shopify.dev, fileUpdate). */
export const MAX_ALT_CHARACTERS = 512

/** The words for one media too many. */
export const TOO_MANY_MEDIA = `Exceeded ${MEDIA_LIMIT} limit on media per product.`

/** The words for an alternative text that is too long. */
export const ALT_TOO_LONG = `The alt value exceeds the maximum limit of ${MAX_ALT_CHARACTERS} characters.`
