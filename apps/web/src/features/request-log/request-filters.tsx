import type { TokenView } from '@studio/core/tokens'
import { Select } from '../../ui/index.ts'

const STATUSES = [
  { value: 'all', label: 'All answers' },
  { value: '2xx', label: 'Went well (2xx)' },
  { value: '4xx', label: 'Refused (4xx)' },
  { value: '5xx', label: 'Our fault (5xx)' },
] as const

const TIMES = [
  { value: 'all', label: 'Last 30 days' },
  { value: '1', label: 'Last hour' },
  { value: '24', label: 'Last day' },
  { value: '168', label: 'Last week' },
] as const

/** The addresses of the public API, as the reference writes them. */
const ENDPOINTS = [
  '/me',
  '/assets',
  '/assets/{id}',
  '/assets/{id}/file',
  '/models',
  '/shots',
  '/quotes',
  '/generations',
  '/generations/{id}',
  '/generations/{id}/lineage',
  '/generations/{id}/cancel',
  '/credits',
  '/credits/entries',
  '/exports',
  '/exports/{id}',
  '/webhook-endpoints',
  '/webhook-endpoints/{id}',
  '/webhook-endpoints/{id}/deliveries',
  '/webhook-endpoints/{id}/deliveries/{deliveryId}/replay',
]

/** What narrows the log down. `since` is when the stretch of time was chosen to begin. */
export type LogFilters = {
  status: (typeof STATUSES)[number]['value']
  hours: (typeof TIMES)[number]['value']
  since: string | undefined
  endpoint: string
  tokenId: TokenView['id'] | 'all'
}

/** Everything there is. */
export const NO_FILTERS: LogFilters = {
  status: 'all',
  hours: 'all',
  since: undefined,
  endpoint: 'all',
  tokenId: 'all',
}

/** The filters in the words of the API. */
export function toInput({ status, since, endpoint, tokenId }: LogFilters) {
  return {
    ...(status !== 'all' && { statusClass: status }),
    ...(since && { from: since }),
    ...(endpoint !== 'all' && { endpoint }),
    ...(tokenId !== 'all' && { tokenId }),
  }
}

/** Four choices in a line, or two by two where it is narrow. */
export function RequestFilters({
  filters,
  tokens,
  onChange,
}: {
  filters: LogFilters
  tokens: readonly TokenView[]
  onChange: (filters: LogFilters) => void
}) {
  const endpoints = [
    { value: 'all', label: 'All addresses' },
    ...ENDPOINTS.map((path) => ({ value: path, label: path })),
  ]
  const byToken = [
    { value: 'all' as const, label: 'All tokens' },
    ...tokens.map(({ id, name, prefix }) => ({ value: id, label: name, detail: `${prefix}…` })),
  ]
  function chooseTime(hours: LogFilters['hours']) {
    const since = hours === 'all' ? undefined : new Date(Date.now() - Number(hours) * 3_600_000).toISOString()
    onChange({ ...filters, hours, since })
  }
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Select
        label="Answer"
        options={STATUSES}
        value={filters.status}
        onChange={(status) => onChange({ ...filters, status })}
      />
      <Select
        label="Address"
        options={endpoints}
        value={filters.endpoint}
        onChange={(endpoint) => onChange({ ...filters, endpoint })}
      />
      <Select
        label="Token"
        options={byToken}
        value={filters.tokenId}
        onChange={(tokenId) => onChange({ ...filters, tokenId })}
      />
      <Select label="Time" options={TIMES} value={filters.hours} onChange={chooseTime} />
    </div>
  )
}
