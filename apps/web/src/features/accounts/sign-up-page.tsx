import { MIN_PASSWORD_CHARACTERS } from '@studio/core/accounts'
import { Link, useSearch } from '@tanstack/react-router'
import { client } from '../../lib/trpc.ts'
import { Button, PasswordField, TextField } from '../../ui/index.ts'
import { EntranceFrame, EntranceProblem } from './entrance-frame.tsx'
import { ExternalEntrance } from './external-entrance.tsx'
import { useEntrance } from './use-entrance.ts'

const loadInput = async () => (await import('@studio/core/accounts')).signUpInput

/** The way in for somebody new. */
export function SignUpPage() {
  const search = useSearch({ from: '/sign-up' })
  const { onSubmit, fieldErrors, problem, isBusy } = useEntrance(
    loadInput,
    (input) => client.auth.signUp.mutate(input),
    { email_taken: 'email' },
  )
  return (
    <EntranceFrame
      title="Your photos, studio finished"
      lead="Drop a product photo, choose a shot, see the price, get the picture."
    >
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
        <TextField
          label="Name"
          aside="optional"
          name="name"
          autoComplete="name"
          autoFocus
          error={fieldErrors.name}
        />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          error={fieldErrors.email}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          required
          hint={`At least ${MIN_PASSWORD_CHARACTERS} characters. A few words in a row are good and easy to keep.`}
          error={fieldErrors.password}
        />
        <EntranceProblem problem={problem} />
        <Button type="submit" variant="primary" size="large" busy={isBusy}>
          Create account
        </Button>
      </form>
      <ExternalEntrance />
      <p className="mt-6 text-14 text-ink-soft">
        Have an account?{' '}
        <Link to="/sign-in" search={search} className="font-medium text-ink underline underline-offset-3">
          Sign in
        </Link>
      </p>
    </EntranceFrame>
  )
}
