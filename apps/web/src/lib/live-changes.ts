import type { ChangeView } from '@studio/core/events'
import { type QueryClient, skipToken, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useRef, useState } from 'react'
import { isEndless, refreshEndlessLists } from './endless-list.ts'
import { gatherChanges } from './gather-changes.ts'
import { client, noticeEndOfSession, trpc } from './trpc.ts'

type Room =
  | 'account'
  | 'deletion'
  | 'auth'
  | 'assets'
  | 'generations'
  | 'credits'
  | 'subscription'
  | 'webhooks'
  | 'tokens'
  | 'sessions'
  | 'identities'
  | 'exports'
  | 'analyses'
  | 'shots'
  | 'brandKit'
  | 'stores'
  | 'products'
  | 'publications'
  | 'batches'

/** What the browser reads again after a change of each noun. */
const TOUCHED: Record<string, readonly Room[]> = {
  account: ['account', 'auth', 'deletion'],
  session: ['sessions'],
  identity: ['identities'],
  // A generation shows its sources, which may still be in preparation when it starts.
  asset: ['assets', 'generations'],
  generation: ['generations', 'assets'],
  output: ['generations', 'assets'],
  credits: ['credits', 'account'],
  subscription: ['subscription'],
  order: ['subscription'],
  webhook_endpoint: ['webhooks'],
  delivery: ['webhooks'],
  token: ['tokens'],
  export: ['exports'],
  analysis: ['analyses', 'assets'],
  saved_shot: ['shots'],
  favourites: ['shots'],
  store: ['stores', 'products'],
  product: ['products', 'stores'],
  publication: ['publications', 'products'],
  batch: ['batches'],
  // The brand’s first colour is that of the brand sweep.
  brand_kit: ['brandKit', 'shots'],
  resync: [
    'account',
    'deletion',
    'auth',
    'assets',
    'generations',
    'credits',
    'subscription',
    'webhooks',
    'tokens',
    'sessions',
    'identities',
    'exports',
    'analyses',
    'shots',
    'brandKit',
    'stores',
    'products',
    'publications',
    'batches',
  ],
}

/** Brings up to date whatever the changes touch: what is on screen at once, the rest when it is shown again. */
export function applyChanges(queryClient: QueryClient, changes: readonly ChangeView[]): void {
  const rooms = new Set(changes.flatMap(({ type }) => TOUCHED[type.split('.')[0] ?? ''] ?? []))
  const gone = new Set(
    changes.flatMap(({ type, subjectId }) =>
      type.endsWith('.deleted') && subjectId !== null ? [subjectId] : [],
    ),
  )
  for (const room of rooms) {
    void queryClient.invalidateQueries({
      queryKey: trpc[room].pathKey(),
      predicate: (query) => !isEndless(query),
    })
  }
  if (rooms.has('assets')) {
    refreshEndlessLists(queryClient, trpc.assets.list.pathKey(), gone, (input) =>
      client.assets.list.query(input ?? {}),
    )
  }
  if (rooms.has('generations')) {
    refreshEndlessLists(queryClient, trpc.generations.list.pathKey(), gone, (input) =>
      client.generations.list.query(input ?? {}),
    )
  }
  if (rooms.has('webhooks')) {
    void queryClient.invalidateQueries({ queryKey: trpc.webhooks.deliveries.pathKey() })
  }
  if (rooms.has('credits')) {
    refreshEndlessLists(queryClient, trpc.credits.entries.pathKey(), gone, (input) =>
      client.credits.entries.query(input ?? {}),
    )
  }
}

/**
 * Whether somebody can see this page. A hidden page lets go of the live channel, since a browser opens few
 * connections to one address and pages left open would use them up. The channel begins with `resync`, so that
 * nothing is missed.
 */
function useIsSeen(): boolean {
  const [isSeen, setSeen] = useState(() => document.visibilityState === 'visible')
  useEffect(() => {
    const onChange = () => setSeen(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  }, [])
  return isSeen
}

/** Keeps the screen true while somebody is signed in: the server says what changed, and it is read again. */
export function useLiveChanges(): void {
  const queryClient = useQueryClient()
  const isSeen = useIsSeen()
  const gathering = useRef<ReturnType<typeof gatherChanges<ChangeView>>>(undefined)
  gathering.current ??= gatherChanges((changes) => applyChanges(queryClient, changes))

  useEffect(() => () => gathering.current?.stop(), [])

  useSubscription(
    trpc.changes.watch.subscriptionOptions(isSeen ? undefined : skipToken, {
      onData: ({ data: change }) => gathering.current?.add(change),
      onError: noticeEndOfSession,
    }),
  )
}
