import { Link } from '@tanstack/react-router'
import { formatCredits, formatNumberOf } from '../../lib/format.ts'
import { modKey } from '../../lib/keyboard.ts'
import type { Problem } from '../../lib/problem.ts'
import { Button, classNames, Kbd } from '../../ui/index.ts'
import { QuoteLines } from './quote-lines.tsx'
import type { Price } from './use-quote.ts'

type PricePanelProps = {
  count: number
  makes: 'picture' | 'video'
  price: Price
  /** Why nothing can be started yet. */
  missing: string | null
  /** Credits one can spend; undefined while unknown. */
  availableCredits: number | undefined
  isStarting: boolean
  startProblem: Problem | null
  onStart: () => void
}

/** The quote line by line, and the one main action with its price. Without a valid price it cannot be pressed. */
export function PricePanel(props: PricePanelProps) {
  const { count, makes, price, missing, availableCredits, isStarting, startProblem, onStart } = props
  const credits = price.status === 'ready' ? price.quote.credits : null
  const lacks = credits !== null && availableCredits !== undefined && credits > availableCredits
  return (
    <div className="flex flex-col gap-3">
      {price.status !== 'none' && (
        <div className="min-h-22 max-md:hidden">
          <QuoteLines price={price} availableCredits={availableCredits} />
        </div>
      )}
      <div role="status" className="contents">
        {missing !== null && <p className="text-13 text-ink-soft md:min-h-22">{missing}</p>}
        {lacks && (
          <p className="text-13 text-amber">
            This needs {formatCredits(credits)} and you have {availableCredits}.
            {canMakeFewer(price, availableCredits) && ` Make fewer ${makes}s, or choose a smaller size.`}{' '}
            <Link to="/credits" className="underline underline-offset-3">
              Get more credits
            </Link>
          </p>
        )}
      </div>
      {price.status === 'ready' && price.quote.warnings.length > 0 && (
        <ul className="flex flex-col gap-1 text-13 text-amber">
          {price.quote.warnings.map(({ code, message }) => (
            <li key={code}>{message}</li>
          ))}
        </ul>
      )}
      {price.status === 'failed' && (
        <p role="alert" className="text-13 text-danger">
          {price.problem.message}{' '}
          <button type="button" onClick={price.retry} className="underline underline-offset-3">
            Ask for the price again
          </button>
        </p>
      )}
      {startProblem && (
        <p role="alert" className="text-13 text-danger">
          {startProblem.message}
          {isCertainlyFree(startProblem) && ' You were not charged.'}
        </p>
      )}
      <Button
        variant="primary"
        size="large"
        busy={isStarting}
        disabled={credits === null || lacks}
        onClick={onStart}
        className={classNames('figures w-full', price.status === 'pending' && 'opacity-85!')}
      >
        <span>
          Make {formatNumberOf(count, makes)}
          {price.status === 'pending' && <PendingPrice />}
          {credits !== null && ` · ${credits === 0 ? 'free' : formatCredits(credits)}`}
        </span>
      </Button>
      <p className="flex items-center justify-between gap-2 text-12 text-ink-faint max-md:hidden">
        <span>What fails costs nothing.</span>
        <Kbd keys={`${modKey} ↵`} />
      </p>
    </div>
  )
}

/** Whether the credits would do for a single one of this kind. */
function canMakeFewer(price: Price, availableCredits: number): boolean {
  return price.status === 'ready' && price.quote.items.some((item) => item.creditsEach <= availableCredits)
}

/** A refusal costs nothing; of an answer that never came one cannot tell, so nothing is claimed. */
function isCertainlyFree({ code, message }: Problem): boolean {
  return code !== 'offline' && code !== 'internal' && !/charged|costs? nothing/i.test(message)
}

function PendingPrice() {
  return (
    <>
      <span aria-hidden="true" className="animate-[shimmer_1.2s_ease-in-out_infinite]">
        {' '}
        · · ·
      </span>
      <span className="sr-only">, asking for the price</span>
    </>
  )
}
