import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { formatExactTime } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { ErrorState, Mark, Skeleton, Spinner } from '../../ui/index.ts'
import { fetchReceipt, readReceiptAddress } from './read-receipt.ts'
import { ReceiptWords } from './receipt-words.tsx'

/** How often it is asked whether the deletion is done, in milliseconds. */
const LOOK_MS = 2000

/** What is left of an account that was deleted: its receipt, for whoever has the link. */
export function DeletedPage() {
  const [address] = useState(() => readReceiptAddress(window.location.hash))
  return (
    <div className="mx-auto max-w-2xl px-5 py-6 sm:px-10">
      <Link
        to="/sign-in"
        className="inline-flex items-center gap-2.5 rounded-control font-semibold text-16 tracking-[-0.01em]"
      >
        <Mark className="size-7" />
        Studio Pro
      </Link>
      <main className="py-10">
        {address === null ? (
          <Words title="This link is not complete">
            The address of a receipt is long. Copy all of it from the mail, or from where it was shown.
          </Words>
        ) : (
          <ReceiptAt address={address} />
        )}
      </main>
    </div>
  )
}

function ReceiptAt({ address }: { address: string }) {
  const answer = useQuery({
    queryKey: ['receipt', address],
    queryFn: () => fetchReceipt(address),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? LOOK_MS : false),
  })
  if (answer.isError) {
    const { title, message } = describeProblem(answer.error)
    return <ErrorState title={title} message={message} onRetry={() => void answer.refetch()} />
  }
  if (!answer.data) return <Skeleton className="h-40 w-full" />
  switch (answer.data.status) {
    case 'scheduled':
      return (
        <Words title="Nothing is deleted yet">
          The account will be deleted on {formatExactTime(answer.data.dueAt)}. Until then it can be kept: sign
          in, and press “Keep the account”. Afterwards the receipt will be here.
        </Words>
      )
    case 'running':
      return (
        <Words title="Your account is being deleted">
          You are signed out everywhere. Files and rows are being removed now; the receipt appears here when
          all of it is done. You can close this page and come back to its address.
          <span role="status" className="mt-6 flex items-center gap-2 text-14 text-ink">
            <Spinner /> Removing…
          </span>
        </Words>
      )
    case 'finished':
      return <ReceiptWords receipt={answer.data.receipt} address={address} />
  }
}

function Words({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h1 className="text-28">{title}</h1>
      <p className="mt-2 text-16 text-ink-soft">{children}</p>
    </>
  )
}
