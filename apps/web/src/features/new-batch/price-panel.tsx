import { Link } from '@tanstack/react-router'
import { formatCount, formatCredits, formatNumberOf } from '../../lib/format.ts'
import type { Problem } from '../../lib/problem.ts'
import { Button, Select, Skeleton } from '../../ui/index.ts'
import { type BatchDraft, sourceCount } from './batch-draft.ts'
import type { KeptDraft } from './draft-keeper.ts'
import { DraftState } from './draft-state.tsx'
import { fitCredits, type TypeOf } from './matrix.ts'
import type { SettledShot } from './settle-shots.ts'
import type { BatchPrice } from './use-batch-quote.ts'

/** What fails before a batch stops by itself. */
const STOP_LOSS = [
  { value: 'none', label: 'Never: go on whatever fails' },
  { value: '10', label: 'When more than 10 % fail' },
  { value: '20', label: 'When more than 20 % fail' },
  { value: '50', label: 'When more than half fail' },
] as const

type PricePanelProps = {
  draft: BatchDraft
  settled: readonly SettledShot[]
  items: readonly number[]
  types: TypeOf
  price: BatchPrice
  kept: KeptDraft
  isSending: boolean
  isStarting: boolean
  /** Why it could not be started. */
  problem: Problem | null
  onStopLoss: (percent: number | null) => void
  onTakeFirst: (sources: number) => Promise<void>
  onKeepAgain: () => void
  onStart: () => void
}

/** The quote line by line, what one has, and the one main action with its price. */
export function PricePanel(props: PricePanelProps) {
  const { draft, settled, items, price, kept, isSending, isStarting, problem } = props
  const pictures = settled.reduce(
    (sum, shot, index) => sum + (shot.settled?.count ?? 0) * (items[index] ?? 0),
    0,
  )
  const missing = whatIsMissing(draft, settled, isSending)
  const credits = price.status === 'ready' ? price.quote.credits : null
  return (
    <aside className="flex flex-col gap-4 lg:sticky lg:top-20 lg:self-start">
      <Select
        label="Stop by itself"
        value={STOP_LOSS.find(({ value }) => value === String(draft.stopLossPercent))?.value ?? 'none'}
        options={STOP_LOSS}
        onChange={(value) => props.onStopLoss(value === 'none' ? null : Number(value))}
      />
      <div className="min-h-24 text-13" aria-live="polite">
        {missing !== null && <p className="text-ink-soft">{missing}</p>}
        {missing === null && <PriceLines {...props} />}
      </div>
      {problem && (
        <p role="alert" className="text-13 text-danger">
          {problem.message}
        </p>
      )}
      <Button
        variant="primary"
        size="large"
        className="figures"
        busy={isStarting}
        disabled={price.status !== 'ready' || !price.quote.isAffordable}
        onClick={props.onStart}
      >
        {startLabel(credits, pictures)}
      </Button>
      <DraftState kept={kept} onKeepAgain={props.onKeepAgain} />
    </aside>
  )
}

/** The one main action, with its price. */
function startLabel(credits: number | null, pictures: number): string {
  const what = `Start ${formatNumberOf(pictures, 'picture')}`
  if (credits === null) return pictures === 0 ? 'Start' : what
  return credits === 0 ? `${what} · free` : `${what} · ${formatCredits(credits)}`
}

/** Why there is no price yet, in a sentence; null when nothing is missing. */
function whatIsMissing(
  draft: BatchDraft,
  settled: readonly SettledShot[],
  isSending: boolean,
): string | null {
  if (isSending) return 'The photos are on their way; then the price is said.'
  if (sourceCount(draft) === 0 || settled.length === 0)
    return 'Choose photos and at least one shot to see the price.'
  const stuck = settled.find(({ problem }) => problem !== null)
  return stuck ? `${stuck.name}: ${stuck.problem}` : null
}

function PriceLines(props: PricePanelProps) {
  const { price } = props
  if (price.status === 'failed')
    return (
      <p className="text-danger">
        {price.problem.message}{' '}
        <button type="button" onClick={price.retry} className="underline underline-offset-3">
          Ask for the price again
        </button>
      </p>
    )
  if (price.status !== 'ready') return <Skeleton className="h-24" />
  const { items, credits, available, warnings } = price.quote
  return (
    <>
      <dl className="figures flex flex-col gap-1.5">
        {items.map((item, index) => (
          <div key={`${index} ${item.label}`} className="flex justify-between gap-4">
            <dt className="text-balance text-ink-soft">
              {item.label}
              <span className="block text-12 text-ink-faint">
                {formatCount(item.count)} ×{' '}
                {item.creditsEach === 0 ? 'free' : formatCredits(item.creditsEach)}
              </span>
            </dt>
            <dd className="shrink-0 font-medium">
              {item.credits === 0 ? 'free' : formatCount(item.credits)}
            </dd>
          </div>
        ))}
        <div className="flex justify-between gap-4 border-line border-t pt-1.5 font-medium">
          <dt>In total, at most</dt>
          <dd>{credits === 0 ? 'free' : formatCount(credits)}</dd>
        </div>
        <div className="flex justify-between gap-4 text-ink-faint">
          <dt>You have</dt>
          <dd>{formatCount(available)}</dd>
        </div>
      </dl>
      <p className="mt-3 text-12 text-ink-faint">
        It never costs more than this. What fails or is cancelled costs nothing.
      </p>
      <NotEnough {...props} quote={price.quote} />
      {warnings.map(({ code, message }) => (
        <p key={code} className="mt-2 text-amber">
          {message}
        </p>
      ))}
    </>
  )
}

type Quote = Extract<BatchPrice, { status: 'ready' }>['quote']

/** How far the credits go, and a way to go on with as many as they do for. */
function NotEnough({ draft, settled, types, onTakeFirst, quote }: PricePanelProps & { quote: Quote }) {
  if (quote.isAffordable) return null
  const each = settled.map(
    (shot, index) => (shot.settled?.count ?? 0) * (quote.items[index]?.creditsEach ?? 0),
  )
  const fit = fitCredits(draft, types, each, quote.available)
  return (
    <div className="mt-3 rounded-control bg-amber-soft p-3">
      <p className="text-amber">
        That is {formatCredits(quote.credits - quote.available)} more than you have.
        {fit.sources > 0 &&
          ` You have enough for ${formatCount(fit.items)} of ${formatNumberOf(quote.itemCount, 'item')}.`}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        {fit.sources > 0 && (
          <Button size="small" onClick={() => void onTakeFirst(fit.sources)}>
            Take the first {formatNumberOf(fit.sources, 'source')}
          </Button>
        )}
        <Link to="/credits" className="underline underline-offset-3">
          Get more credits
        </Link>
      </div>
    </div>
  )
}
