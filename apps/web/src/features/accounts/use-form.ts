import { type FormEvent, useState } from 'react'
import type { z } from 'zod'
import { describeProblem, type Problem } from '../../lib/problem.ts'

/** A schema, or the way to load it: what reads forms is heavy, and the first screens need it only to send. */
export type FormSchema<Schema extends z.ZodObject> = Schema | (() => Promise<Schema>)

/**
 * A form that is checked by the server's own schema before it is sent. Problems of single fields are kept by field
 * name, all others as `problem`; `fieldOfCode` says which of the server's codes belong to which field.
 */
export function useForm<Schema extends z.ZodObject>(
  schema: FormSchema<Schema>,
  send: (input: z.output<Schema>) => Promise<unknown>,
  fieldOfCode: Record<string, string> = {},
) {
  const [fieldErrors, setFieldErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    setProblem(undefined)
    const filledIn = Object.fromEntries(new FormData(form))
    const parsed = (typeof schema === 'function' ? await schema() : schema).safeParse(filledIn)
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
      await send(parsed.data)
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
