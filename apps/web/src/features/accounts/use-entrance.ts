import type { AccountView } from '@studio/core/accounts'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { z } from 'zod'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { changeSession } from '../../lib/session.ts'
import { safeAddress } from './safe-address.ts'

/**
 * The way in, for signing in and signing up: checks the form by the server's own schema, sends it, and goes
 * where the person was going. Problems of single fields are kept by field name, all others as `problem`.
 */
export function useEntrance<Schema extends z.ZodObject>(
  schema: Schema,
  enter: (input: z.output<Schema>) => Promise<AccountView>,
  fieldOfCode: Record<string, string> = {},
) {
  const router = useRouter()
  const { next } = useSearch({ strict: false })
  const [fieldErrors, setFieldErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    setProblem(undefined)
    const parsed = schema.safeParse(Object.fromEntries(new FormData(form)))
    if (!parsed.success) {
      const errors = Object.fromEntries(
        parsed.error.issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]),
      )
      showFieldErrors(form, errors)
      return
    }
    setFieldErrors({})
    setBusy(true)
    try {
      changeSession(await enter(parsed.data))
      router.history.push(safeAddress(next))
    } catch (error) {
      const described = describeProblem(error)
      const field = fieldOfCode[described.code]
      if (field === undefined) setProblem(described)
      else showFieldErrors(form, { [field]: described.message })
    } finally {
      setBusy(false)
    }
  }

  function showFieldErrors(form: HTMLFormElement, errors: Record<string, string>) {
    setFieldErrors(errors)
    for (const element of form.elements) {
      if (element instanceof HTMLInputElement && element.name in errors) {
        element.focus()
        return
      }
    }
  }

  return { onSubmit, fieldErrors, problem, isBusy }
}
