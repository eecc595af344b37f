import type { AccountView } from '@studio/core/accounts'
import { MailQuestion } from 'lucide-react'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client } from '../../lib/trpc.ts'
import { Button, useToast } from '../../ui/index.ts'

/** Asks, in a line over the screens, to confirm the e-mail; gone once that is done. */
export function VerifyBanner({ email }: Pick<AccountView, 'email'>) {
  const [isBusy, setBusy] = useState(false)
  const toast = useToast()

  async function sendAgain() {
    setBusy(true)
    try {
      await client.account.sendVerification.mutate()
      toast({ title: 'Sent', description: `A new link is on its way to ${email}.` })
    } catch (error) {
      const { title, message } = describeProblem(error)
      toast({ title, description: message, tone: 'danger' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <section
      aria-label="Your e-mail is not confirmed"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-sunken px-4 py-1.5 text-13 text-ink-soft md:px-8"
    >
      <MailQuestion aria-hidden="true" className="size-4 shrink-0 text-amber max-md:hidden" />
      <p className="min-w-0 flex-1 basis-60">
        Confirm your e-mail with the link that was sent to{' '}
        <span className="break-all font-medium text-ink">{email}</span>.
        <span className="max-md:hidden"> Without it, a forgotten password is hard to replace.</span>
      </p>
      <Button size="small" variant="quiet" busy={isBusy} onClick={() => void sendAgain()}>
        Send it again
      </Button>
    </section>
  )
}
