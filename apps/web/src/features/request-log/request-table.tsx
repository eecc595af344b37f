import type { LoggedRequestView } from '@studio/core/request-log'
import type { TokenView } from '@studio/core/tokens'
import { formatDuration } from '../../lib/format.ts'
import { Badge, RelativeTime } from '../../ui/index.ts'

/** The calls as a table; on narrow screens each is a card of its own. */
export function RequestTable({
  requests,
  tokens,
}: {
  requests: readonly LoggedRequestView[]
  tokens: readonly TokenView[]
}) {
  const nameOf = (id: string | null) => tokens.find((token) => token.id === id)?.name ?? 'A deleted token'
  return (
    <div className="overflow-hidden rounded-card border border-line bg-surface">
      <table className="figures w-full text-13">
        <thead className="border-line border-b text-left text-12 text-ink-faint max-md:sr-only">
          <tr>
            <th scope="col" className="px-4 py-2 font-medium">
              Call
            </th>
            <th scope="col" className="px-2 py-2 font-medium">
              Status
            </th>
            <th scope="col" className="px-2 py-2 font-medium">
              From
            </th>
            <th scope="col" className="px-4 py-2 text-right font-medium">
              When
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {requests.map((request) => (
            <tr key={request.id} className="max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:py-2">
              <td className="px-4 py-2 align-top">
                <span className="block break-all font-mono text-12">
                  {request.method} {request.endpoint}
                </span>
                <span className="block truncate text-ink-faint" title={request.requestId}>
                  {nameOf(request.tokenId)} · {formatDuration(request.durationMs)}
                </span>
              </td>
              <td className="px-2 py-2 align-top max-md:pr-4 max-md:text-right">
                <Badge tone={toneOf(request.status)}>{request.status}</Badge>
              </td>
              <td className="px-2 py-2 align-top max-md:pl-4">
                <span className="block">{request.address}</span>
                <span
                  className="block max-w-48 truncate text-ink-faint max-md:max-w-full"
                  title={request.userAgent}
                >
                  {request.userAgent || 'no user agent'}
                </span>
              </td>
              <td className="whitespace-nowrap px-4 py-2 text-right align-top text-ink-soft">
                <RelativeTime iso={request.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function toneOf(status: number) {
  if (status >= 500) return 'danger' as const
  return status >= 400 ? ('amber' as const) : ('neutral' as const)
}
