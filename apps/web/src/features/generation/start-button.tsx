import { Link } from '@tanstack/react-router'
import { formatCredits } from '../../lib/format.ts'
import { Button } from '../../ui/index.ts'
import type { Price } from '../quotes/use-quote.ts'
import type { useStart } from '../quotes/use-start.ts'

type StartButtonProps = {
  /** The act: `Refine`. */
  label: string
  price: Price
  starting: ReturnType<typeof useStart>
}

/** Starts the work that was priced, with its price on the button; says beside it why it cannot. */
export function StartButton({ label, price, starting: { start, isStarting, problem } }: StartButtonProps) {
  const agreed = price.status === 'ready' ? price : null
  const trouble = problem ?? (price.status === 'failed' ? price.problem : null)
  return (
    <div className="flex flex-col items-end gap-2 max-sm:w-full">
      <Button
        variant="primary"
        busy={isStarting}
        disabled={!agreed}
        onClick={() => agreed && void start(agreed)}
        className="figures min-w-44 max-sm:w-full"
      >
        <span>
          {label}
          {price.status === 'pending' && <PendingPrice />}
          {agreed && ` · ${priceWords(agreed.quote.credits)}`}
        </span>
      </Button>
      {trouble && (
        <p role="alert" className="max-w-prose text-13 text-danger">
          {trouble.message}{' '}
          {trouble.code === 'insufficient_credits' && (
            <Link to="/credits" search={{ view: 'plans' }} className="underline underline-offset-3">
              Get more credits
            </Link>
          )}
          {price.status === 'failed' && (
            <button type="button" onClick={price.retry} className="underline underline-offset-3">
              Ask for the price again
            </button>
          )}
        </p>
      )}
      {agreed?.quote.warnings.map(({ code, message }) => (
        <p key={code} className="max-w-prose text-13 text-amber">
          {message}
        </p>
      ))}
    </div>
  )
}

function priceWords(credits: number): string {
  return credits === 0 ? 'free' : formatCredits(credits)
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
