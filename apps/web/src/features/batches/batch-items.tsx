import type { BatchView, ItemFilter } from '@studio/core/batches'
import { CheckCheck, Keyboard, Maximize2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { formatCount } from '../../lib/format.ts'
import { useShortcuts } from '../../lib/keyboard.ts'
import { describeProblem } from '../../lib/problem.ts'
import { Button, ErrorState, IconButton, Menu, Segmented, Skeleton } from '../../ui/index.ts'
import type { Selection } from '../assets/selection.ts'
import { filtersOf } from './item-filters.ts'
import { ItemGrid } from './item-grid.tsx'
import { ItemSelectionBar } from './item-selection-bar.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { readPositions } from './read-positions.ts'
import { RerunDialog } from './rerun-dialog.tsx'
import { useDecisions } from './use-decisions.ts'
import { useItemOrder } from './use-item-order.ts'

const ReviewViewer = lazy(async () => ({
  default: (await import('./review-viewer.tsx')).ReviewViewer,
}))

const NOTHING: Selection<number> = { ids: new Set(), anchor: null }

/** The items of a batch: narrowed down, looked at one at a time, and decided about one by one or many at once. */
export function BatchItems({ batch }: { batch: BatchView }) {
  const { id, review, items } = batch
  const [filter, setFilter] = useState<ItemFilter>('all')
  const [round, setRound] = useState(0)
  const [selection, setSelection] = useState(NOTHING)
  const [again, setAgain] = useState<readonly number[] | null>(null)
  const [looking, setLooking] = useState<{ order: readonly number[]; start: number } | null>(null)
  const [isShowingKeys, setShowingKeys] = useState(false)
  const order = useItemOrder(batch, filter, round)
  const decisions = useDecisions(id)
  const filters = filtersOf(batch)

  useShortcuts({ Escape: () => setSelection(NOTHING) })

  function show(next: ItemFilter) {
    setFilter(next)
    setRound(round + 1)
    setSelection(NOTHING)
  }

  async function select(what: ItemFilter) {
    const positions = what === filter ? order.positions : await readPositions(id, what)
    setSelection({ ids: new Set(positions), anchor: null })
  }

  /** Goes through what is shown, or, where that is not only pictures, through all that were made. */
  async function look(start?: number) {
    const places = filter === 'all' ? await readPositions(id, 'made') : order.positions
    const open = start ?? (await readPositions(id, 'review')).find((place) => places.includes(place))
    const from = open ?? places[0]
    if (from === undefined) return
    setLooking({ order: places.includes(from) ? places : [from, ...places], start: from })
  }

  const decideSelected = (decision: Parameters<typeof decisions.decide>[1]) => {
    decisions.decide([...selection.ids], decision)
    setSelection(NOTHING)
  }

  return (
    <section aria-label="Items">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <div className="max-w-full overflow-x-auto">
          <Segmented label="Show" isLabelHidden options={filters} value={filter} onChange={show} />
        </div>
        <div className="flex flex-wrap items-center justify-end gap-2 max-md:w-full">
          {items.succeeded > 0 && (
            <span className="figures mr-auto text-13 text-ink-faint">
              {formatCount(review.accepted + review.rejected)} of {formatCount(items.succeeded)} decided
            </span>
          )}
          {order.strays > 0 && (
            <Button size="small" variant="quiet" onClick={() => setRound(round + 1)}>
              Hide {formatCount(order.strays)} no longer here
            </Button>
          )}
          <IconButton
            label="Keys"
            shortcut="?"
            onClick={() => setShowingKeys(true)}
            className="max-md:hidden pointer-coarse:hidden"
          >
            <Keyboard />
          </IconButton>
          {order.positions.length > 0 && (
            <Menu
              trigger={
                <Button>
                  <CheckCheck aria-hidden="true" />
                  Select
                </Button>
              }
              entries={[
                ...filters
                  .filter(({ value, count }) => count > 0 && value !== 'open')
                  .map(({ value, name, count }) => ({
                    kind: 'act' as const,
                    label:
                      value === 'all'
                        ? `All ${formatCount(count)}`
                        : `${formatCount(count)} ${name.toLowerCase()}`,
                    onSelect: () => void select(value),
                  })),
              ]}
            />
          )}
          {items.succeeded > 0 && (
            <Button variant={review.open > 0 ? 'primary' : 'secondary'} onClick={() => void look()}>
              <Maximize2 aria-hidden="true" />
              {review.open > 0 ? `Review ${formatCount(review.open)}` : 'Look through'}
            </Button>
          )}
        </div>
      </div>
      {order.isPending && <Skeleton className="h-96" />}
      {order.error !== null && order.positions.length === 0 && (
        <ErrorState
          title={describeProblem(order.error).title}
          message={describeProblem(order.error).message}
          onRetry={() => setRound(round + 1)}
        />
      )}
      {!order.isPending && order.error === null && order.positions.length === 0 && (
        <p className="py-16 text-center text-14 text-ink-soft">Nothing here.</p>
      )}
      {order.positions.length > 0 && (
        <ItemGrid
          key={filter}
          batchId={id}
          order={order.positions}
          selection={selection}
          wishes={{
            onSelect: setSelection,
            onOpen: (position) => void look(position),
            onDecide: decisions.decide,
            onAgain: setAgain,
            onUndo: decisions.undo,
            onShowKeys: () => setShowingKeys(true),
          }}
        />
      )}
      <ItemSelectionBar
        count={selection.ids.size}
        onDecide={decideSelected}
        onAgain={() => setAgain([...selection.ids])}
        onClear={() => setSelection(NOTHING)}
      />
      {looking && (
        <Suspense>
          <ReviewViewer
            batch={batch}
            {...looking}
            decisions={decisions}
            isCovered={again !== null}
            onAgain={(position) => setAgain([position])}
            onClose={() => setLooking(null)}
          />
        </Suspense>
      )}
      {again && (
        <RerunDialog
          batchId={id}
          positions={again}
          onClose={() => setAgain(null)}
          onDone={() => {
            setAgain(null)
            setSelection(NOTHING)
          }}
        />
      )}
      {isShowingKeys && <KeysDialog onClose={() => setShowingKeys(false)} />}
    </section>
  )
}
