import type { NewTokenView, TokenView } from '@studio/core/tokens'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import {
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  NextPage,
  PageHeader,
  Skeleton,
} from '../../ui/index.ts'
import { CreateTokenDialog } from './create-token-dialog.tsx'
import { rememberFreshToken } from './fresh-token.ts'
import { NewTokenDialog } from './new-token-dialog.tsx'
import { RotateTokenDialog } from './rotate-token-dialog.tsx'
import { TokenRow } from './token-row.tsx'

/** The keys that programs come with: make, replace and end them. */
export function TokensPage() {
  const [isCreating, setCreating] = useState(false)
  const [fresh, setFresh] = useState<string>()
  const [rotated, setRotated] = useState<TokenView>()
  const [revoked, setRevoked] = useState<TokenView>()
  const list = useInfiniteQuery(
    trpc.tokens.list.infiniteQueryOptions({}, { getNextPageParam: ({ nextCursor }) => nextCursor }),
  )
  const tokens = list.data?.pages.flatMap(({ items }) => items) ?? []

  function show({ token }: NewTokenView) {
    setCreating(false)
    setRotated(undefined)
    rememberFreshToken(token)
    setFresh(token)
  }

  return (
    <div className="min-w-0">
      <PageHeader
        title="Tokens"
        actions={
          <Button onClick={() => setCreating(true)}>
            <Plus aria-hidden="true" />
            New token
          </Button>
        }
      />
      <p className="mb-5 max-w-prose text-14 text-ink-soft">
        A token lets a program of yours do what you choose here, and nothing else. The{' '}
        <a href="/api/v1/docs" className="text-accent-ink underline underline-offset-2">
          API reference
        </a>{' '}
        says what there is.
      </p>
      {list.isPending && (
        <div role="status" aria-label="Tokens are loading">
          <Skeleton className="h-32 w-full rounded-card" />
        </div>
      )}
      {list.isError && <ErrorState {...wordsOf(list.error)} onRetry={() => void list.refetch()} />}
      {list.isSuccess && tokens.length === 0 && (
        <EmptyState
          title="No program comes in yet"
          action={
            <Button variant="primary" onClick={() => setCreating(true)}>
              New token
            </Button>
          }
        >
          Make a token, copy it into your script, and it works with the next line.
        </EmptyState>
      )}
      {tokens.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {tokens.map((token) => (
            <TokenRow
              key={token.id}
              token={token}
              onRotate={() => setRotated(token)}
              onRevoke={() => setRevoked(token)}
            />
          ))}
        </ul>
      )}
      <NextPage list={list} className="mt-4">
        Show older ones
      </NextPage>
      <CreateTokenDialog isOpen={isCreating} onOpenChange={setCreating} onCreated={show} />
      <RotateTokenDialog token={rotated} onClose={() => setRotated(undefined)} onRotated={show} />
      <NewTokenDialog token={fresh} onClose={() => setFresh(undefined)} />
      <ConfirmDialog
        isOpen={revoked !== undefined}
        onOpenChange={(isOpen) => !isOpen && setRevoked(undefined)}
        title={`Revoke “${revoked?.name ?? ''}”?`}
        losses={[
          `Whatever uses ${revoked?.prefix ?? ''}… is refused from its next request on.`,
          ...(revoked?.lastUsedAt ? [] : ['It was never used.']),
        ]}
        remains="What it made and uploaded stays yours."
        confirmLabel="Revoke token"
        onConfirm={async () => {
          if (!revoked) return
          await client.tokens.revoke.mutate({ id: revoked.id })
          await queryClient.invalidateQueries({ queryKey: trpc.tokens.pathKey() })
        }}
      />
    </div>
  )
}

function wordsOf(error: unknown) {
  const { title, message } = describeProblem(error)
  return { title, message }
}
