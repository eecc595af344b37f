import { Link, useSearch } from '@tanstack/react-router'
import { client } from '../../lib/trpc.ts'
import { Button, PasswordField, TextField } from '../../ui/index.ts'
import { EntranceFrame, EntranceProblem } from './entrance-frame.tsx'
import { ExternalEntrance } from './external-entrance.tsx'
import { useEntrance } from './use-entrance.ts'

const loadInput = async () => (await import('@studio/core/accounts')).signInInput

/** The way in for somebody who has an account. */
export function SignInPage() {
  const search = useSearch({ from: '/sign-in' })
  const { onSubmit, fieldErrors, problem, isBusy } = useEntrance(loadInput, (input) =>
    client.auth.signIn.mutate(input),
  )
  return (
    <EntranceFrame title="Welcome back" lead="Sign in to your studio.">
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
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          error={fieldErrors.password}
        />
        <EntranceProblem problem={problem} />
        <Button type="submit" variant="primary" size="large" busy={isBusy}>
          Sign in
        </Button>
      </form>
      <ExternalEntrance />
      <p className="mt-6 text-14 text-ink-soft">
        New here?{' '}
        <Link to="/sign-up" search={search} className="font-medium text-ink underline underline-offset-3">
          Create an account
        </Link>
        {' · '}
        <Link to="/forgot-password" className="underline underline-offset-3">
          Forgot your password?
        </Link>
      </p>
    </EntranceFrame>
  )
}
