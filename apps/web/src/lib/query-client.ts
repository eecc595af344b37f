import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryClientConfig,
  type QueryKey,
} from '@tanstack/react-query'

/**
 * A query client for which a change is never too early. What has data is asked for again when it is invalidated; but of
 * a query that still waits for its first answer, TanStack Query takes that answer for a fresh one, though the server may
 * have given it before the change, and nobody would ask again. Here it is shown, and asked for once more.
 */
export class ChangeAwareQueryClient extends QueryClient {
  readonly #overtaken = new WeakSet<Query>()

  constructor(config?: QueryClientConfig) {
    super(config)
    this.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success') return
      if (this.#overtaken.delete(event.query))
        void super.invalidateQueries({ queryKey: event.query.queryKey, exact: true })
    })
  }

  override invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    for (const query of this.getQueryCache().findAll(filters))
      if (query.state.data === undefined && query.state.fetchStatus !== 'idle') this.#overtaken.add(query)
    return super.invalidateQueries(filters, options)
  }
}
