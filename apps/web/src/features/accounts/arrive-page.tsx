import { passwordSchema } from '@studio/core/accounts'
import type { ErrorCode } from '@studio/core/kernel'
import { type ReactNode, useEffect, useState } from 'react'
import { z } from 'zod'
import { client } from '../../lib/trpc.ts'
import { Button, LinkButton, PasswordField } from '../../ui/index.ts'
import { EntranceFrame, EntranceProblem } from './entrance-frame.tsx'
import { type Arrival, readArrival } from './read-arrival.ts'
import { useForm } from './use-form.ts'

/** Where links by mail lead, and where a provider sends somebody whom it did not sign in. */
export function ArrivePage() {
  const arrival = useArrival()

  switch (arrival.kind) {
    case 'verify_email':
      return (
        <ConfirmEmail key={arrival.id} link={arrival} title="Confirm your e-mail" act="This e-mail is mine" />
      )
    case 'change_email':
      return (
        <ConfirmEmail
          key={arrival.id}
          link={arrival}
          title="Use this e-mail"
          act="Use this e-mail from now on"
        />
      )
    case 'reset_password':
      return <NewPassword key={arrival.id} link={arrival} />
    case 'problem':
      return <Problem code={arrival.code} />
    case 'nothing':
      return (
        <Outcome title="Open the link once more" lead="Go back to the mail and open its link from there." />
      )
  }
}

/** Reads what this page was opened with, and every link that is opened in it later. */
function useArrival(): Arrival {
  const [arrival, setArrival] = useState(() => readArrival(window.location.hash))
  useEffect(() => {
    // The secret stays in this page's memory alone: neither the history nor somebody who looks on finds it.
    const forget = () => window.history.replaceState(window.history.state, '', '/arrive')
    const onHashChange = () => {
      if (window.location.hash === '') return
      setArrival(readArrival(window.location.hash))
      forget()
    }
    forget()
    window.addEventListener('hashchange', onHashChange)
    return () => window.removeEventListener('hashchange', onHashChange)
  }, [])
  return arrival
}

type Link = { id: `lnk_${string}`; secret: string }

/** Takes a press: programs that look into mails follow links, and must confirm nothing by that. */
function ConfirmEmail({ link: { id, secret }, title, act }: { link: Link; title: string; act: string }) {
  const [email, setEmail] = useState<string>()
  const { onSubmit, problem, isBusy } = useForm(z.object({}), async () => {
    setEmail((await client.auth.confirmEmail.mutate({ id, secret })).email)
  })
  if (email !== undefined) {
    return (
      <Outcome title="Confirmed" lead={`${email} is the e-mail of your account.`}>
        <LinkButton to="/" variant="primary">
          Go to the studio
        </LinkButton>
      </Outcome>
    )
  }
  return (
    <EntranceFrame title={title} lead="One press, and it is done.">
      <form onSubmit={onSubmit} className="flex flex-col gap-5">
        <EntranceProblem problem={problem} />
        <Button type="submit" variant="primary" size="large" busy={isBusy}>
          {act}
        </Button>
      </form>
    </EntranceFrame>
  )
}

function NewPassword({ link: { id, secret } }: { link: Link }) {
  const [isDone, setDone] = useState(false)
  const { onSubmit, fieldErrors, problem, isBusy } = useForm(
    z.object({ password: passwordSchema }),
    async ({ password }) => {
      await client.auth.resetPassword.mutate({ id, secret, password })
      setDone(true)
    },
  )
  if (isDone) {
    return (
      <Outcome
        title="Your new password is set"
        lead="Every browser that was signed in is signed out. Sign in with the new password."
      />
    )
  }
  return (
    <EntranceFrame title="Choose a new password" lead="Every browser that is signed in will be signed out.">
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          autoFocus
          required
          hint="At least 10 characters. A few words in a row are good and easy to keep."
          error={fieldErrors.password}
        />
        <EntranceProblem problem={problem} />
        {problem?.code === 'link_expired' && (
          <LinkButton to="/forgot-password">Ask for a new link</LinkButton>
        )}
        <Button type="submit" variant="primary" size="large" busy={isBusy}>
          Set the password
        </Button>
      </form>
    </EntranceFrame>
  )
}

/** What is said of what a provider's visit can end with. */
const PROBLEMS: Partial<Record<ErrorCode, { title: string; lead: string }>> = {
  email_taken: {
    title: 'You have an account already',
    lead: 'Sign in with your e-mail and password. Then link the two in the settings under Security.',
  },
  provider_unavailable: {
    title: 'The sign-in service does not answer',
    lead: 'Try again in a minute, or sign in with your e-mail and password.',
  },
  rate_limited: { title: 'Too many attempts', lead: 'Wait a quarter of an hour, then try again.' },
}

const REFUSED = {
  title: 'You were not signed in',
  lead: 'It was cancelled, took too long, or the account there opens none here. Nothing was changed.',
}

function Problem({ code }: { code: ErrorCode }) {
  return <Outcome {...(PROBLEMS[code] ?? REFUSED)} />
}

function Outcome({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  return (
    <EntranceFrame title={title} lead={lead}>
      {children ?? (
        <LinkButton to="/sign-in" variant="primary">
          Sign in
        </LinkButton>
      )}
    </EntranceFrame>
  )
}
