import { keyOf, type PublicationView } from '@studio/core/publications'
import { ArrowDown, ArrowRight } from 'lucide-react'
import { Badge, classNames } from '../../ui/index.ts'
import { MediaSquare } from '../stores/media-square.tsx'

type Shown = PublicationView['before'][number]

/** A product's pictures before and after, in their order, with what changes marked. */
export function PlanSides({
  before,
  after,
  isDone = false,
}: Pick<PublicationView, 'before' | 'after'> & {
  /** It has happened. */
  isDone?: boolean
}) {
  return (
    <div className="grid gap-x-4 gap-y-3 lg:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <Side title={isDone ? 'Before' : 'In the store'} pictures={before} />
      <span className="flex items-start text-ink-faint lg:pt-15" aria-hidden="true">
        <ArrowRight className="size-5 max-lg:hidden" />
        <ArrowDown className="size-5 lg:hidden" />
      </span>
      <Side title={isDone ? 'After' : 'As it will be'} pictures={after} />
    </div>
  )
}

const MARKS: Record<Shown['change'], { word: string; tone: 'accent' | 'danger' | 'neutral' } | null> = {
  kept: null,
  added: { word: 'New', tone: 'accent' },
  removed: { word: 'Goes', tone: 'danger' },
  moved: { word: 'Moved', tone: 'neutral' },
  described: { word: 'Alt text', tone: 'neutral' },
}

/** What comes back from a snapshot is not new. */
function markOf({ change, ref }: Shown) {
  const mark = MARKS[change]
  return mark && change === 'added' && ref.from === 'snapshot' ? { ...mark, word: 'Back' } : mark
}

function Side({ title, pictures }: { title: string; pictures: readonly Shown[] }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-2 font-normal text-13 text-ink-faint">{title}</h3>
      {pictures.length === 0 && <p className="text-13 text-ink-soft">No pictures</p>}
      <ol className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-2">
        {pictures.map((each, index) => {
          const mark = markOf(each)
          return (
            <li key={keyOf(each.ref)} title={each.alt || undefined} className="relative">
              <MediaSquare
                media={{ ...each, kind: 'picture', widthPx: null, heightPx: null }}
                name={`Picture ${index + 1}`}
                isEager
                className={classNames(
                  each.change === 'added' && 'outline-2 outline-accent-line',
                  each.change === 'removed' && '[&_img]:opacity-45!',
                )}
              />
              <span className="figures absolute top-1.5 left-1.5">
                <Badge tone="picture">{index + 1}</Badge>
              </span>
              {mark && (
                <span className="mt-1.5 block">
                  <Badge tone={mark.tone}>{mark.word}</Badge>
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
