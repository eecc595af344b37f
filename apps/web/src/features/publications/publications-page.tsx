import { isId } from '@studio/core/kernel'
import { useSearch } from '@tanstack/react-router'
import { HistoryPage } from './history-page.tsx'
import { PlanPage } from './plan-page.tsx'

/** What was planned together (`?group=pgr_…`), or everything that was ever published, of one store or of all. */
export function PublicationsPage() {
  const { group, store } = useSearch({ from: '/studio/publications' })
  if (group !== undefined && isId('publicationGroup', group)) return <PlanPage key={group} groupId={group} />
  const storeId = store !== undefined && isId('store', store) ? store : undefined
  return <HistoryPage key={storeId} storeId={storeId} />
}
