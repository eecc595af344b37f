import type { BatchView, ItemFilter } from '@studio/core/batches'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { keepOrder } from './keep-order.ts'

/** Which items a filter shows, by their places. */
export type ItemOrder = {
  positions: readonly number[]
  isPending: boolean
  error: unknown
  /** How many are shown that no longer belong to the filter, since they were decided about. */
  strays: number
}

/** The places that a filter shows, in an order in which nothing moves; `round` begins anew. */
export function useItemOrder({ id, items }: BatchView, filter: ItemFilter, round: number): ItemOrder {
  const isAll = filter === 'all'
  const options = trpc.batches.positions.queryOptions(
    { id, filter },
    { enabled: !isAll, gcTime: 0, staleTime: 0 },
  )
  const { data, isPending, error } = useQuery(options)
  const everything = useMemo(() => Array.from({ length: items.total }, (_, place) => place), [items.total])
  const kept = useRef<{ key: string; positions: readonly number[] }>(undefined)
  if (isAll) return { positions: everything, isPending: false, error: null, strays: 0 }
  const key = `${filter} ${round}`
  const before = kept.current?.key === key ? kept.current.positions : null
  const fresh = data?.positions
  const positions = fresh ? (before ? keepOrder(before, fresh) : fresh) : (before ?? [])
  if (fresh) kept.current = { key, positions }
  const strays = fresh ? positions.length - fresh.length : 0
  return { positions, isPending: isPending && before === null, error, strays }
}
