import type { z } from 'zod'
import { Failure } from './failure.ts'

/** Checks what was typed. @throws Failure with the schema's own sentence */
export function checkArgument<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Failure(result.error.issues[0]?.message ?? 'This cannot be used.')
}
