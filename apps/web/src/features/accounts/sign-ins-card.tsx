import type { SignInView } from '@studio/core/accounts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Badge, Button, Card, ErrorState, RelativeTime, Skeleton } from '../../ui/index.ts'
import { DeviceIcon } from './sessions-card.tsx'

const PAGE_SIZE = 10

/** Who signed in to the account, and who tried to. */
export function SignInsCard() {
  const list = useInfiniteQuery(
    trpc.sessions.signIns.infiniteQueryOptions(
      { limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  )
  const signIns = list.data?.pages.flatMap((page) => page.items)
  return (
    <Card title="Sign-in history">
      {list.isPending && <Skeleton className="h-24 w-full" />}
      {list.isError && (
        <ErrorState isCompact {...describeProblem(list.error)} onRetry={() => void list.refetch()} />
      )}
      {signIns?.length === 0 && (
        <p className="text-14 text-ink-soft">Nobody has signed in for three months.</p>
      )}
      <ul>
        {signIns?.map((signIn) => (
          <li
            key={signIn.id}
            className="flex min-h-11 items-center gap-3 border-line border-t py-1.5 first:border-t-0"
          >
            <DeviceIcon kind={signIn.device.kind} />
            <div className="min-w-0 flex-1">
              <p className="text-14">{signIn.device.name}</p>
              <p className="text-13 text-ink-faint">
                {describeMethod(signIn)}, <RelativeTime iso={signIn.createdAt} />
              </p>
            </div>
            {!signIn.isSucceeded && <Badge tone="amber">Wrong password</Badge>}
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          className="mt-2"
          size="small"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
      <p className="mt-3 text-13 text-ink-faint">
        Kept for three months, without network addresses. If a wrong password was not yours, somebody tried to
        get in.
      </p>
    </Card>
  )
}

function describeMethod({ method }: SignInView): string {
  if (method === 'password') return 'With the password'
  if (method === 'operator') return 'By the operator’s command line'
  return `With ${method}`
}
