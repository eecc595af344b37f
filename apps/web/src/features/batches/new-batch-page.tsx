import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Images, Table2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatCredits, formatNumberOf } from '../../lib/format.ts'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { Button, IconButton, PageHeader, Select, Skeleton, TextField } from '../../ui/index.ts'
import { LibraryPicker } from '../create/library-picker.tsx'
import {
  type BatchDraft,
  EMPTY_DRAFT,
  fromKept,
  pictureCount,
  sourceCount,
  toKept,
  toRequest,
} from './batch-draft.ts'
import { ShotList } from './shot-list.tsx'
import { TableDialog } from './table-dialog.tsx'
import { useBatchQuote } from './use-batch-quote.ts'

/** What fails before a batch stops by itself. */
const STOP_LOSS = [
  { value: 'none', label: 'Never: go on whatever fails' },
  { value: '10', label: 'When more than 10 % fail' },
  { value: '20', label: 'When more than 20 % fail' },
  { value: '50', label: 'When more than half fail' },
] as const

/** Choosing what a batch is made of, and what it costs. It is kept as a draft until it is started. */
export function NewBatchPage() {
  const { draft: draftId, from, assets, products } = useSearch({ from: '/studio/batches/new' })
  const [kept, setKept] = useState<BatchDraft | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const earlier = draftId ?? from

  useEffect(() => {
    const chosen = {
      ...EMPTY_DRAFT,
      assetIds: (assets?.split(',') ?? []) as Id<'asset'>[],
      productIds: (products?.split(',') ?? []) as Id<'product'>[],
    }
    if (!earlier) return setKept(chosen)
    client.batches.request
      .query({ id: earlier as Id<'batch'> })
      .then(({ name, request }) => setKept(fromKept(from ? '' : name, request)))
      .catch((error) => {
        setProblem(describeProblem(error))
        setKept(chosen)
      })
  }, [earlier, from, assets, products])

  return (
    <div className="mx-auto max-w-5xl">
      <PageHeader title="New batch" lead="The same pictures of many products, at one price." />
      {problem && (
        <p role="alert" className="mb-4 text-13 text-danger">
          {problem.message}
        </p>
      )}
      {kept ? (
        <BatchForm initial={kept} draftId={draftId as Id<'batch'> | undefined} />
      ) : (
        <Skeleton className="h-96" />
      )}
    </div>
  )
}

function BatchForm({ initial, draftId }: { initial: BatchDraft; draftId: Id<'batch'> | undefined }) {
  const [draft, setDraft] = useState(initial)
  const [open, setOpen] = useState<'library' | 'table' | null>(null)
  const [busy, setBusy] = useState<'start' | 'save' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const navigate = useNavigate()
  const request = toRequest(draft)
  const price = useBatchQuote(request)
  const shots = useQuery(trpc.shots.list.queryOptions())
  const change = (part: Partial<BatchDraft>) => setDraft((now) => ({ ...now, ...part }))

  async function run(what: 'start' | 'save', act: () => Promise<unknown>): Promise<void> {
    setBusy(what)
    setProblem(null)
    try {
      await act()
      await queryClient.invalidateQueries({ queryKey: trpc.batches.pathKey() })
    } catch (error) {
      setProblem(describeProblem(error))
    } finally {
      setBusy(null)
    }
  }
  const start = () =>
    run('start', async () => {
      if (!request || price.status !== 'ready') return
      const named = { ...request, quoteId: price.quote.id, ...(draftId && { draftId }) }
      const { id } = await client.batches.start.mutate(named)
      await navigate({ to: '/batches/$batchId', params: { batchId: id } })
    })
  const save = () =>
    run('save', async () => {
      const { id } = await client.batches.saveDraft.mutate({
        ...(draftId && { id: draftId }),
        name: draft.name,
        request: toKept(draft),
      })
      await navigate({ to: '/batches/new', search: { draft: id }, replace: true })
    })

  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="flex flex-col gap-8">
        <TextField
          label="Name"
          value={draft.name}
          placeholder="Autumn catalogue"
          onChange={(event) => change({ name: event.target.value })}
        />
        <section aria-labelledby="sources-heading">
          <h2 id="sources-heading" className="mb-3 text-14">
            Photos · {formatNumberOf(sourceCount(draft), 'source')}
          </h2>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen('library')}>
              <Images aria-hidden="true" />
              From the library
            </Button>
            <Button onClick={() => setOpen('table')}>
              <Table2 aria-hidden="true" />
              From a table of addresses
            </Button>
          </div>
          <ul className="mt-3 flex flex-col">
            <Chosen
              count={draft.assetIds.length}
              words={formatNumberOf(draft.assetIds.length, 'photo of the library', 'photos of the library')}
              onRemove={() => change({ assetIds: [] })}
            />
            <Chosen
              count={draft.productIds.length}
              words={formatNumberOf(draft.productIds.length, 'product of a store', 'products of a store')}
              onRemove={() => change({ productIds: [] })}
            />
            <Chosen
              count={draft.rows.length}
              words={formatNumberOf(draft.rows.length, 'address of a table', 'addresses of a table')}
              onRemove={() => change({ rows: [] })}
            />
          </ul>
        </section>
        <section aria-labelledby="batch-shots-heading">
          <h2 id="batch-shots-heading" className="mb-3 text-14">
            Shots of each
          </h2>
          {shots.data ? (
            <ShotList shots={shots.data} chosen={draft.shots} onChange={(next) => change({ shots: next })} />
          ) : (
            <Skeleton className="h-64" />
          )}
        </section>
      </div>
      <aside className="flex flex-col gap-4 lg:sticky lg:top-20 lg:self-start">
        <Select
          label="Stop by itself"
          value={draft.stopLossPercent === null ? 'none' : String(draft.stopLossPercent)}
          options={STOP_LOSS}
          onChange={(value) => change({ stopLossPercent: value === 'none' ? null : Number(value) })}
        />
        <div className="min-h-24 text-13" aria-live="polite">
          <PriceLines price={price} isMissing={request === null} />
        </div>
        {problem && (
          <p role="alert" className="text-13 text-danger">
            {problem.message}
          </p>
        )}
        <Button
          variant="primary"
          size="large"
          busy={busy === 'start'}
          disabled={price.status !== 'ready' || !price.quote.isAffordable}
          onClick={start}
        >
          {startLabel(price.status === 'ready' ? price.quote.credits : null, pictureCount(draft))}
        </Button>
        <Button busy={busy === 'save'} onClick={save}>
          Keep as a draft
        </Button>
      </aside>
      {open === 'library' && (
        <LibraryPicker
          title="Choose photos, one of each product"
          chosen={draft.assetIds}
          onChoose={(...ids) => change({ assetIds: [...draft.assetIds, ...ids] })}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'table' && (
        <TableDialog
          onTake={(rows) => change({ rows: [...draft.rows, ...rows] })}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}

/** The one main action, with its price. */
export function startLabel(credits: number | null, pictures: number): string {
  const what = `Start ${formatNumberOf(pictures, 'picture')}`
  if (credits === null) return pictures === 0 ? 'Start' : what
  return credits === 0 ? `${what} · free` : `${what} · ${formatCredits(credits)}`
}

function Chosen({ count, words, onRemove }: { count: number; words: string; onRemove: () => void }) {
  if (count === 0) return null
  return (
    <li className="flex h-10 items-center justify-between border-line border-t text-14">
      {words}
      <IconButton label={`Leave out ${words}`} size="small" onClick={onRemove}>
        <X aria-hidden="true" />
      </IconButton>
    </li>
  )
}

function PriceLines({ price, isMissing }: { price: ReturnType<typeof useBatchQuote>; isMissing: boolean }) {
  if (isMissing) return <p className="text-ink-soft">Choose photos and at least one shot to see the price.</p>
  if (price.status === 'failed') return <p className="text-danger">{price.problem.message}</p>
  if (price.status !== 'ready') return <Skeleton className="h-16" />
  const { items, credits, available, isAffordable, warnings } = price.quote
  return (
    <dl className="figures flex flex-col gap-1.5">
      {items.map((item) => (
        <div key={item.label} className="flex justify-between gap-4">
          <dt className="text-balance text-ink-soft">
            {item.label}
            {item.credits > 0 && (
              <span className="block text-12 text-ink-faint">
                {item.count} × {formatCredits(item.creditsEach)}
              </span>
            )}
          </dt>
          <dd className="shrink-0 font-medium">{item.credits === 0 ? 'free' : item.credits}</dd>
        </div>
      ))}
      <div className="flex justify-between gap-4 border-line border-t pt-1.5 font-medium">
        <dt>In total</dt>
        <dd>{credits === 0 ? 'free' : credits}</dd>
      </div>
      <div className="flex justify-between gap-4 text-ink-faint">
        <dt>You have</dt>
        <dd>{available}</dd>
      </div>
      {!isAffordable && (
        <p className="text-amber">That is {formatCredits(credits - available)} more than you have.</p>
      )}
      {warnings.map(({ code, message }) => (
        <p key={code} className="text-amber">
          {message}
        </p>
      ))}
    </dl>
  )
}
