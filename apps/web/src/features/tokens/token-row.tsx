import type { TokenView } from '@studio/core/tokens'
import { formatDate } from '../../lib/format.ts'
import { Badge, Button, RelativeTime } from '../../ui/index.ts'

/** One token: what it is for, by what it is known, when it was used and how long it works. */
export function TokenRow({
  token,
  onRotate,
  onRevoke,
}: {
  token: TokenView
  onRotate: () => void
  onRevoke: () => void
}) {
  const now = new Date()
  const state = stateOf(token, now)
  const isWorking = state !== 'revoked' && state !== 'expired'
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 py-4">
      <div className={isWorking ? 'min-w-0' : 'min-w-0 text-ink-faint'}>
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium text-14">{token.name}</span>
          {token.kind === 'test' && <Badge>Test</Badge>}
          {state === 'revoked' && <Badge>Revoked</Badge>}
          {state === 'expired' && <Badge>Expired</Badge>}
          {state === 'replaced' && token.rotatedUntil && (
            <Badge tone="amber">Replaced, works until {formatDate(token.rotatedUntil)}</Badge>
          )}
        </p>
        <p className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-13 text-ink-soft">
          <span className="font-mono text-12">{token.prefix}…</span>
          <span>
            {token.lastUsedAt ? (
              <>
                Used <RelativeTime iso={token.lastUsedAt} />
              </>
            ) : (
              'Never used'
            )}
          </span>
          <span>
            Made <RelativeTime iso={token.createdAt} />
          </span>
          {isWorking && state !== 'replaced' && (
            <span>{token.expiresAt ? `Expires ${formatDate(token.expiresAt)}` : 'Until revoked'}</span>
          )}
        </p>
        <p className="mt-1 break-words font-mono text-12 text-ink-faint">{token.scopes.join('  ')}</p>
      </div>
      {isWorking && (
        <div className="flex gap-2">
          {state === 'works' && (
            <Button size="small" onClick={onRotate}>
              Replace
            </Button>
          )}
          <Button size="small" onClick={onRevoke}>
            Revoke
          </Button>
        </div>
      )}
    </li>
  )
}

function stateOf({ revokedAt, expiresAt, rotatedUntil }: TokenView, now: Date) {
  if (revokedAt) return 'revoked'
  if (expiresAt && new Date(expiresAt) <= now) return rotatedUntil ? 'revoked' : 'expired'
  return rotatedUntil ? 'replaced' : 'works'
}
