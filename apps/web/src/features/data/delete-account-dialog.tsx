import type { DeletionSummary } from '@studio/core/deletions'
import { type FormEvent, useId, useState } from 'react'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { Button, Dialog, PasswordField, RadioCards } from '../../ui/index.ts'
import { EntranceProblem } from '../accounts/entrance-frame.tsx'

type When = 'now' | 'in_seven_days'

const CHOICES = [
  {
    value: 'in_seven_days',
    name: 'In seven days',
    words: 'All works as before until then, and you can change your mind with one press.',
  },
  {
    value: 'now',
    name: 'Now',
    words: 'It begins at once and cannot be stopped. You are signed out everywhere.',
  },
] as const

/** Asks when, and for the proof that it is oneself; then lets the account go. */
export function DeleteAccountDialog({
  summary: { needsPassword },
  isScheduled,
  onClose,
}: {
  summary: DeletionSummary
  /** It is going to be deleted already; what is left to choose is now. */
  isScheduled: boolean
  onClose: () => void
}) {
  const id = useId()
  const [when, setWhen] = useState<When>(isScheduled ? 'now' : 'in_seven_days')
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)
  const passwordProblem = problem?.code === 'wrong_credentials' ? problem.message : undefined

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password') ?? '')
    setProblem(undefined)
    setBusy(true)
    try {
      const { status, receiptPage } = await client.deletion.request.mutate({ when, password })
      // Nobody is signed in any more: the page is left with all that it knew.
      if (status !== 'scheduled') return window.location.assign(receiptPage)
      await queryClient.invalidateQueries({ queryKey: trpc.deletion.pathKey() })
      onClose()
    } catch (error) {
      setProblem(describeProblem(error))
    }
    setBusy(false)
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      title="Delete the account"
      description="Everything that was listed goes for good. Nobody can bring it back, and neither can we."
      width="narrow"
      footer={
        <>
          <Button variant="quiet" onClick={onClose} disabled={isBusy}>
            Keep it
          </Button>
          <Button type="submit" form={id} variant="danger" busy={isBusy}>
            {when === 'now' ? 'Delete everything now' : 'Delete in seven days'}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={onSubmit} className="flex flex-col gap-5 pt-2">
        {!isScheduled && (
          <RadioCards
            label="When"
            cards={CHOICES.map(({ value, name, words }) => ({
              value,
              name: `${name}. ${words}`,
              children: (
                <span className="block p-3">
                  <span className="block font-medium text-14">{name}</span>
                  <span className="block text-13 text-ink-soft">{words}</span>
                </span>
              ),
            }))}
            value={when}
            onChange={setWhen}
          />
        )}
        {needsPassword ? (
          <PasswordField
            label="Your password"
            name="password"
            autoComplete="current-password"
            required
            error={passwordProblem}
          />
        ) : (
          <p className="text-13 text-ink-soft">
            Your account has no password. If you signed in more than a quarter of an hour ago, sign out and in
            again first: it shows that it is you.
          </p>
        )}
        <EntranceProblem problem={passwordProblem === undefined ? problem : undefined} />
      </form>
    </Dialog>
  )
}
