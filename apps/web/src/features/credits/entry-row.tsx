import type { EntryView } from '@studio/core/credits'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { formatCount } from '../../lib/format.ts'
import { classNames, RelativeTime } from '../../ui/index.ts'
import { signCredits } from './describe-entry.ts'
import { EntryFacts } from './entry-facts.tsx'

const number = 'figures py-2.5 pl-4 text-right align-top'

/** One entry of the statement in a line of its table; pressed, it shows everything that is known of it. */
export function EntryRow({ entry }: { entry: EntryView }) {
  const [isOpen, setOpen] = useState(false)
  const factsId = useId()
  const { words, kind, generationId, createdAt, availableAfter, heldAfter } = entry
  return (
    <>
      <tr className="border-line border-t text-14">
        <td className="w-28 whitespace-nowrap py-2.5 align-top text-13 text-ink-faint leading-5 max-md:hidden">
          <RelativeTime iso={createdAt} />
        </td>
        <td className="py-2.5 align-top">
          <span className="block">{words}</span>
          <span className="figures block text-13 text-ink-faint">
            <span className="md:hidden">
              <RelativeTime iso={createdAt} /> · {formatCount(availableAfter)} left
            </span>
            {kind === 'capture' && <span className="max-md:hidden">Out of what was set aside</span>}
            {generationId !== null && (
              <>
                <span aria-hidden="true" className={kind === 'capture' ? undefined : 'md:hidden'}>
                  {' · '}
                </span>
                <Link
                  to="/generations/$id"
                  params={{ id: generationId }}
                  className="underline decoration-line-strong underline-offset-3 hover:text-ink"
                >
                  See the generation
                </Link>
              </>
            )}
          </span>
        </td>
        <td className={classNames(number, 'font-medium')}>{signCredits(entry)}</td>
        <td className={classNames(number, 'text-ink-soft max-md:hidden')}>{formatCount(availableAfter)}</td>
        <td className={classNames(number, 'text-ink-faint max-md:hidden')}>{formatCount(heldAfter)}</td>
        <td className="w-10 pl-2 text-right align-top">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={factsId}
            aria-label={`Details of entry ${entry.seq}`}
            onClick={() => setOpen(!isOpen)}
            className="mt-1 inline-flex size-8 items-center justify-center rounded-control text-ink-faint hover:bg-hover hover:text-ink pointer-coarse:size-10"
          >
            <ChevronRight
              aria-hidden="true"
              className={classNames('size-4 transition-transform duration-120', isOpen && 'rotate-90')}
            />
          </button>
        </td>
      </tr>
      <tr id={factsId} hidden={!isOpen}>
        <td colSpan={6} className="pb-4">
          {isOpen && <EntryFacts entry={entry} />}
        </td>
      </tr>
    </>
  )
}
