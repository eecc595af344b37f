import { useQuery } from '@tanstack/react-query'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { ErrorState, PageHeader } from '../../ui/index.ts'
import { IdentitiesCard } from './identities-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { SessionsCard } from './sessions-card.tsx'
import { SignInsCard } from './sign-ins-card.tsx'

/** What opens the account, where it is open now, and who tried. */
export function SecurityPage() {
  const account = useQuery(trpc.account.get.queryOptions())
  if (account.isError) {
    const { title, message } = describeProblem(account.error)
    return <ErrorState title={title} message={message} onRetry={() => void account.refetch()} />
  }
  return (
    <div>
      <PageHeader title="Security" />
      <div className="flex flex-col gap-4">
        <PasswordCard account={account.data} />
        <IdentitiesCard account={account.data} />
        <SessionsCard />
        <SignInsCard />
      </div>
    </div>
  )
}
