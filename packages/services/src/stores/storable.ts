/** A value as JSON that PostgreSQL keeps: without NUL and halves of characters. */
export function toStorableJson(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part,
  )
}
