import type { DeviceView, SessionView } from '@studio/core/accounts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleHelp, Monitor, Smartphone, Tablet, Terminal } from 'lucide-react'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, trpc } from '../../lib/trpc.ts'
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  RelativeTime,
  Skeleton,
  useToast,
} from '../../ui/index.ts'

/** The browsers that are signed in, and the way to sign them out from here. */
export function SessionsCard() {
  const sessions = useQuery(trpc.sessions.list.queryOptions())
  const [isAsking, setAsking] = useState(false)
  const queryClient = useQueryClient()
  const others = sessions.data?.filter(({ isCurrent }) => !isCurrent) ?? []

  return (
    <Card
      title="Signed in on"
      aside={
        others.length > 0 && (
          <Button size="small" variant="quiet" onClick={() => setAsking(true)}>
            Sign out all others
          </Button>
        )
      }
    >
      {sessions.isPending && <Skeleton className="h-12 w-full" />}
      {sessions.isError && (
        <ErrorState isCompact {...describeProblem(sessions.error)} onRetry={() => void sessions.refetch()} />
      )}
      <ul>
        {sessions.data?.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={
          others.length === 1 ? 'Sign out the other browser?' : `Sign out ${others.length} other browsers?`
        }
        losses={['Whatever is typed there and not sent is lost.']}
        remains="This browser stays signed in."
        confirmLabel="Sign out all others"
        onConfirm={async () => {
          await client.sessions.endOthers.mutate()
          await queryClient.invalidateQueries({ queryKey: trpc.sessions.pathKey() })
        }}
      />
    </Card>
  )
}

function SessionLine({ session }: { session: SessionView }) {
  const [isBusy, setBusy] = useState(false)
  const queryClient = useQueryClient()
  const toast = useToast()

  async function end() {
    setBusy(true)
    try {
      await client.sessions.end.mutate({ id: session.id })
      await queryClient.invalidateQueries({ queryKey: trpc.sessions.pathKey() })
    } catch (error) {
      toast({ title: 'It is still signed in', description: describeProblem(error).message, tone: 'danger' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <li className="flex min-h-14 items-center gap-3 border-line border-t py-2 first:border-t-0">
      <DeviceIcon kind={session.device.kind} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-14">
          {session.device.name}
          {session.isCurrent && <Badge tone="accent">This browser</Badge>}
        </p>
        <p className="text-13 text-ink-faint">
          Last used <RelativeTime iso={session.lastUsedAt} />, signed in{' '}
          <RelativeTime iso={session.createdAt} />
        </p>
      </div>
      {!session.isCurrent && (
        <Button size="small" variant="quiet" busy={isBusy} onClick={() => void end()}>
          Sign out
        </Button>
      )}
    </li>
  )
}

const ICONS = { desktop: Monitor, phone: Smartphone, tablet: Tablet, program: Terminal, unknown: CircleHelp }

/** What kind of device it is, beside its name. */
export function DeviceIcon({ kind }: Pick<DeviceView, 'kind'>) {
  const Icon = ICONS[kind]
  return <Icon aria-hidden="true" className="size-5 shrink-0 text-ink-faint" />
}
