import { useState } from 'react'
import { client } from '../../lib/trpc.ts'
import { Button, LinkButton, TextField } from '../../ui/index.ts'
import { EntranceFrame, EntranceProblem } from './entrance-frame.tsx'
import { useForm } from './use-form.ts'

const loadInput = async () => (await import('@studio/core/accounts')).forgotPasswordInput

/** For somebody who has an account and not its password. */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string>()
  const { onSubmit, fieldErrors, problem, isBusy } = useForm(loadInput, async (input) => {
    await client.auth.forgotPassword.mutate(input)
    setSentTo(input.email)
  })
  if (sentTo !== undefined) {
    return (
      <EntranceFrame
        title="Look into your mail"
        lead={`If there is an account with ${sentTo}, a link is on its way there. It works for an hour.`}
      >
        <p className="mb-6 text-14 text-ink-soft">
          Nothing after a few minutes? Look into the spam folder, or whether the address has a slip in it.
        </p>
        <LinkButton to="/sign-in">Back to signing in</LinkButton>
      </EntranceFrame>
    )
  }
  return (
    <EntranceFrame title="Forgot your password?" lead="We send you a link to choose a new one.">
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          autoFocus
          required
          error={fieldErrors.email}
        />
        <EntranceProblem problem={problem} />
        <Button type="submit" variant="primary" size="large" busy={isBusy}>
          Send the link
        </Button>
        <LinkButton to="/sign-in" variant="quiet">
          Back to signing in
        </LinkButton>
      </form>
    </EntranceFrame>
  )
}
