import type { SourcePreview } from '@studio/core/batches'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Link2, Minus } from 'lucide-react'
import { useState } from 'react'
import { formatCount } from '../../lib/format.ts'
import { client } from '../../lib/trpc.ts'
import { IconButton, Skeleton } from '../../ui/index.ts'
import { type BatchDraft, sourceCount } from './batch-draft.ts'
import { isMade, type SourceAt, sourcesAt, type TypeOf } from './matrix.ts'
import { creditsEachOf, type SettledShot } from './settle-shots.ts'
import { ShotThumb } from './shot-line.tsx'

/** Sources on a page of the table. */
const PAGE_SIZE = 10

type MatrixPreviewProps = {
  draft: BatchDraft
  settled: readonly SettledShot[]
  /** How many sources each is made of, in their order. */
  items: readonly number[]
  /** Null while it is not known. */
  types: TypeOf | null
}

/**
 * What will be made of what: a row for each source, a column for each shot, and below what each column costs. Before a
 * shot is chosen it shows the sources alone, with the SKUs that they brought.
 */
export function MatrixPreview({ draft, settled, items, types }: MatrixPreviewProps) {
  const [wishedPage, setPage] = useState(0)
  const total = sourceCount(draft)
  const pages = Math.ceil(total / PAGE_SIZE)
  const page = Math.min(wishedPage, pages - 1)
  const from = page * PAGE_SIZE
  const sources = sourcesAt(draft, from, PAGE_SIZE)
  const shown = useShown(sources)
  return (
    <section aria-labelledby="matrix-heading">
      <div className="mb-3 flex h-8 items-center justify-between gap-4">
        <h2 id="matrix-heading" className="text-14">
          {settled.length > 0 ? 'What will be made' : 'What it will be made of'}
        </h2>
        {pages > 1 && (
          <div className="figures flex items-center gap-1 text-13 text-ink-soft">
            <span role="status">
              {formatCount(from + 1)}–{formatCount(from + sources.length)} of {formatCount(total)}
            </span>
            <IconButton
              label="Sources before"
              size="small"
              disabled={page === 0}
              onClick={() => setPage(page - 1)}
            >
              <ChevronLeft aria-hidden="true" />
            </IconButton>
            <IconButton
              label="Sources after"
              size="small"
              disabled={page === pages - 1}
              onClick={() => setPage(page + 1)}
            >
              <ChevronRight aria-hidden="true" />
            </IconButton>
          </div>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself has to be reached by keyboard */}
      <div tabIndex={0} className="overflow-x-auto">
        <table className="figures w-full border-separate border-spacing-0 text-13">
          <thead>
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-10 min-w-32 bg-wall sm:min-w-40 pr-3 text-left align-bottom font-normal"
              >
                <span className="sr-only">Source</span>
              </th>
              {settled.map((shot) => (
                <th
                  key={shot.choice.key}
                  scope="col"
                  className="w-20 min-w-20 px-1 pb-2 align-bottom font-normal"
                >
                  <ShotThumb shot={shot} className="mx-auto w-9" />
                  <span className="mt-1 line-clamp-2 block text-12 text-ink-soft leading-tight">
                    {shot.name}
                  </span>
                </th>
              ))}
              <td className="w-full" />
            </tr>
          </thead>
          <tbody>
            {sources.map((source, index) => (
              <tr key={keyOf(source)}>
                <th
                  scope="row"
                  className="sticky left-0 z-10 border-line border-t bg-wall py-1.5 pr-3 text-left font-normal"
                >
                  <SourceCell
                    source={source}
                    shown={source.kind === 'row' ? null : shown?.get(source.id)}
                    sku={source.kind === 'asset' ? draft.skus[source.id] : undefined}
                    place={from + index + 1}
                  />
                </th>
                {settled.map((shot) => (
                  <td key={shot.choice.key} className="border-line border-t px-1 text-center">
                    <Cell shot={shot} isMade={types === null ? null : isMade(shot.choice, source, types)} />
                  </td>
                ))}
                <td className="border-line border-t" />
              </tr>
            ))}
          </tbody>
          {settled.length > 0 && (
            <tfoot>
              <Totals settled={settled} items={items} />
            </tfoot>
          )}
        </table>
      </div>
    </section>
  )
}

/** A cell of the matrix: how many pictures, or that it is left out. */
function Cell({ shot: { settled }, isMade: isIn }: { shot: SettledShot; isMade: boolean | null }) {
  if (isIn === null) return <Skeleton className="mx-auto h-4 w-4" />
  if (!isIn)
    return (
      <span title="Left out: the shot is only for products of other types.">
        <Minus className="mx-auto size-4 text-ink-faint" aria-hidden="true" />
        <span className="sr-only">Left out</span>
      </span>
    )
  return settled?.count ?? '–'
}

function Totals({ settled, items }: Pick<MatrixPreviewProps, 'settled' | 'items'>) {
  return (
    <>
      <tr className="text-ink-soft">
        <th
          scope="row"
          className="sticky left-0 z-10 border-line-strong border-t bg-wall pt-2 pr-3 text-left font-normal"
        >
          Pictures
        </th>
        {settled.map(({ choice, settled: made }, index) => (
          <td key={choice.key} className="border-line-strong border-t px-1 pt-2 text-center">
            {made && formatCount(made.count * (items[index] ?? 0))}
          </td>
        ))}
        <td className="border-line-strong border-t" />
      </tr>
      <tr>
        <th scope="row" className="sticky left-0 z-10 bg-wall pt-0.5 pr-3 text-left font-medium">
          Credits
        </th>
        {settled.map(({ choice, settled: made }, index) => (
          <td key={choice.key} className="px-1 pt-0.5 text-center font-medium">
            {made && priceWords(made.count * (items[index] ?? 0) * creditsEachOf(made))}
          </td>
        ))}
        <td />
      </tr>
    </>
  )
}

function priceWords(credits: number): string {
  return credits === 0 ? 'free' : formatCount(credits)
}

type SourceCellProps = {
  source: SourceAt
  /** Null: there is nothing more to know. Undefined while it is asked for. */
  shown: SourcePreview | null | undefined
  /** That of a photo whose own name does not say it. */
  sku: string | undefined
  /** Its place among all, from 1. */
  place: number
}

function SourceCell({ source, shown, sku: given, place }: SourceCellProps) {
  const name = source.kind === 'row' ? (source.row.name ?? source.row.url) : shown?.name
  const sku = source.kind === 'row' ? source.row.sku : (given ?? shown?.sku)
  const more = [sku, shown?.productType].filter(Boolean).join(' · ')
  return (
    <span className="flex h-10 items-center gap-2.5">
      <span className="flex size-10 shrink-0 items-center justify-center bg-sunken text-ink-faint">
        {shown?.thumb ? (
          <img
            src={shown.thumb}
            alt=""
            width={40}
            height={40}
            loading="lazy"
            className="size-full object-contain"
          />
        ) : (
          source.kind === 'row' && <Link2 className="size-4" aria-hidden="true" />
        )}
      </span>
      <span className="min-w-0 max-w-28 sm:max-w-56">
        <span className="block truncate">{name ?? <span className="sr-only">Source {place}</span>}</span>
        {more !== '' && <span className="block truncate text-12 text-ink-faint">{more}</span>}
      </span>
    </span>
  )
}

function keyOf(source: SourceAt): string {
  return source.kind === 'row' ? `${source.row.url} ${source.row.sku ?? ''}` : source.id
}

/** Names and small copies of the sources of a page, by their ids; null while they are asked for. */
function useShown(sources: readonly SourceAt[]): ReadonlyMap<string, SourcePreview> | null {
  const chosen = {
    assetIds: sources.flatMap((source) => (source.kind === 'asset' ? [source.id] : [])),
    productIds: sources.flatMap((source) => (source.kind === 'product' ? [source.id] : [])),
  }
  const { data } = useQuery({
    queryKey: [['batchSources', 'preview'], chosen],
    queryFn: () => client.batchSources.preview.mutate(chosen),
    enabled: chosen.assetIds.length + chosen.productIds.length > 0,
    // A photo that has just been sent has no small copy for a moment.
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ id, thumb }) => thumb === null && id.startsWith('ast_'))
        ? LOOK_AGAIN_MS
        : false,
    placeholderData: (before) => before,
  })
  return data ? new Map(data.items.map((item) => [item.id, item])) : null
}

/** How often photos that are being prepared are looked at. */
const LOOK_AGAIN_MS = 3_000
