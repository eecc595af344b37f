import { type AccountView, type IdentityView, proofInput } from '@studio/core/accounts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, trpc } from '../../lib/trpc.ts'
import { Button, Card, ErrorState, RelativeTime, Skeleton } from '../../ui/index.ts'
import { CurrentPasswordField, ProofDialog } from './proof-dialog.tsx'

/** The external accounts that open this one. Nothing in a studio that has no provider and nothing linked. */
export function IdentitiesCard({ account }: { account: AccountView | undefined }) {
  const providers = useQuery(trpc.auth.providers.queryOptions())
  const identities = useQuery(trpc.identities.list.queryOptions())
  const [isLinking, setLinking] = useState(false)
  const [leaving, setLeaving] = useState<IdentityView>()
  const provider = providers.data?.[0]
  if (!provider && !identities.data?.length) return null
  const isOnlyWayIn = account?.hasPassword === false && identities.data?.length === 1

  return (
    <Card title="Signing in with another service">
      {identities.isPending && <Skeleton className="h-10 w-full" />}
      {identities.isError && (
        <ErrorState
          isCompact
          {...describeProblem(identities.error)}
          onRetry={() => void identities.refetch()}
        />
      )}
      <ul>
        {identities.data?.map((identity) => (
          <li
            key={identity.id}
            className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-t py-1.5 first:border-t-0"
          >
            <div className="min-w-0">
              <p className="text-14">
                {identity.provider} <span className="break-all text-ink-soft">{identity.email}</span>
              </p>
              <p className="text-13 text-ink-faint">
                Last used <RelativeTime iso={identity.lastUsedAt} />
              </p>
            </div>
            <Button size="small" variant="quiet" onClick={() => setLeaving(identity)} disabled={isOnlyWayIn}>
              Unlink
            </Button>
          </li>
        ))}
      </ul>
      {isOnlyWayIn && (
        <p className="mt-2 text-13 text-ink-faint">It is your only way in. Set a password to unlink it.</p>
      )}
      {provider && (
        <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
          <p className="text-14 text-ink-soft">
            {account?.isEmailVerified === false
              ? `Confirm your e-mail to link an account at ${provider.name}.`
              : `An account at ${provider.name} that you link opens this one.`}
          </p>
          <Button onClick={() => setLinking(true)} disabled={!account?.isEmailVerified}>
            Link {provider.name}
          </Button>
        </div>
      )}
      {isLinking && account && provider && (
        <LinkDialog account={account} provider={provider.name} onClose={() => setLinking(false)} />
      )}
      {leaving && account && (
        <UnlinkDialog account={account} identity={leaving} onClose={() => setLeaving(undefined)} />
      )}
    </Card>
  )
}

type DialogProps = { account: AccountView; onClose: () => void }

function LinkDialog({ account, provider, onClose }: DialogProps & { provider: string }) {
  return (
    <ProofDialog
      title={`Link ${provider}`}
      lead={`You go to ${provider} and come back here.`}
      act="Go on"
      schema={proofInput}
      fieldOfCode={{ wrong_credentials: 'password' }}
      onConfirm={async (input) => {
        const { url } = await client.identities.beginLink.mutate(input)
        window.location.assign(url)
      }}
      onClose={onClose}
    >
      {(errors) => account.hasPassword && <CurrentPasswordField name="password" error={errors.password} />}
    </ProofDialog>
  )
}

function UnlinkDialog({ account, identity, onClose }: DialogProps & { identity: IdentityView }) {
  const queryClient = useQueryClient()
  return (
    <ProofDialog
      title={`Unlink ${identity.provider}?`}
      lead={`${identity.email || 'The account there'} no longer opens this account. Browsers that are signed in stay so.`}
      act="Unlink"
      schema={proofInput}
      fieldOfCode={{ wrong_credentials: 'password' }}
      onConfirm={async (input) => {
        await client.identities.unlink.mutate({ ...input, id: identity.id })
        await queryClient.invalidateQueries({ queryKey: trpc.identities.pathKey() })
      }}
      onClose={onClose}
    >
      {(errors) => account.hasPassword && <CurrentPasswordField name="password" error={errors.password} />}
    </ProofDialog>
  )
}
