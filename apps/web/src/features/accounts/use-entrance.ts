import type { AccountView } from '@studio/core/accounts'
import { useRouter, useSearch } from '@tanstack/react-router'
import type { z } from 'zod'
import { changeSession } from '../../lib/session.ts'
import { safeAddress } from './safe-address.ts'
import { type FormSchema, useForm } from './use-form.ts'

/** The way in, for signing in and signing up: sends the form, and goes where the person was going. */
export function useEntrance<Schema extends z.ZodObject>(
  schema: FormSchema<Schema>,
  enter: (input: z.output<Schema>) => Promise<AccountView>,
  fieldOfCode?: Record<string, string>,
) {
  const router = useRouter()
  const { next } = useSearch({ strict: false })
  return useForm(
    schema,
    async (input) => {
      changeSession(await enter(input))
      router.history.push(safeAddress(next))
    },
    fieldOfCode,
  )
}
