import { RadioGroup } from '@base-ui/react/radio-group'
import type { ProductCategory, ShotView } from '@studio/core/shots'
import { PenLine } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button, classNames } from '../../ui/index.ts'
import { arrangeShots, type ShotFilter } from './arrange-shots.ts'
import { GalleryFilters, GallerySearch } from './gallery-filters.tsx'
import { Choice, type ShotActs, ShotCard } from './shot-card.tsx'

/** The card that stands for no shot at all. */
const OWN_WORDS = 'own-words'

const NO_FILTER: Omit<ShotFilter, 'category'> = { search: '', slot: null, isFavouritesOnly: false }

type ShotGalleryProps = {
  shots: readonly ShotView[]
  /** Shots that suit the product, best first. */
  recommendedIds: readonly string[]
  /** What kind of product it is, if that is known: what is for others is hidden until asked for. */
  category: ProductCategory | null
  /** Null: own words alone. */
  chosenId: string | null
  onChoose: (id: string | null) => void
  acts: ShotActs
}

/**
 * The shots as pictures, and own words as the last of them. One radio group: arrow keys move and choose, also from one
 * section into the next.
 */
export function ShotGallery({ shots, recommendedIds, category, chosenId, onChoose, acts }: ShotGalleryProps) {
  const [filter, setFilter] = useState(NO_FILTER)
  const [isExpanded, setExpanded] = useState(false)
  const [chosenCategory, setChosenCategory] = useState<ProductCategory | null>()
  // Favourites lead from the next visit on: what is marked now stays where it is.
  const [firstIds] = useState(() => new Set(shots.flatMap(({ id, isFavourite }) => (isFavourite ? id : []))))

  const applied = { ...filter, category: chosenCategory === undefined ? category : chosenCategory }
  const sections = arrangeShots(shots, applied, recommendedIds, firstIds)
  const hasOwn = sections.some(({ id }) => id === 'yours')
  const isNarrowed = applied.slot !== null || (chosenCategory ?? null) !== null || applied.isFavouritesOnly
  // Where it is narrow the choices follow below the gallery, so that thirty pictures would stand in the way.
  const fold = !isExpanded && !isNarrowed && filter.search === ''
  const clear = () => {
    setFilter(NO_FILTER)
    setChosenCategory(null)
  }
  return (
    <section aria-labelledby="shots-heading" className="flex min-w-0 flex-col gap-3">
      <div className="flex h-8 items-center justify-between gap-4">
        <h2 id="shots-heading" className="text-14">
          Shot
        </h2>
        <GallerySearch
          value={filter.search}
          onChange={(search) => setFilter((now) => ({ ...now, search }))}
        />
      </div>
      <GalleryFilters
        filter={applied}
        onChange={({ category: nextCategory, ...part }) => {
          if (nextCategory !== undefined) setChosenCategory(nextCategory)
          setFilter((now) => ({ ...now, ...part }))
        }}
      />
      <RadioGroup
        aria-label="Shot"
        value={chosenId ?? OWN_WORDS}
        onValueChange={(value: string) => onChoose(value === OWN_WORDS ? null : value)}
        className="mt-2 flex flex-col gap-8"
      >
        {sections.map((section, index) => (
          <Section key={section.id} heading={section.heading} fold={fold && (index === 0 ? 'tail' : 'all')}>
            {section.shots.map((shot) => (
              <ShotCard
                key={shot.id}
                shot={shot}
                exampleUrl={exampleOf(shot, shots)}
                isChosen={shot.id === chosenId}
                acts={acts}
              />
            ))}
            {section.id === 'yours' && filter.search === '' && <OwnWordsCard />}
          </Section>
        ))}
        {filter.search === '' && !applied.isFavouritesOnly && !hasOwn && (
          <Section heading="Your own" fold={fold && 'all'}>
            <OwnWordsCard />
          </Section>
        )}
      </RadioGroup>
      {fold && (
        <Button className="md:hidden" onClick={() => setExpanded(true)}>
          Show all {shots.length} shots
        </Button>
      )}
      {sections.length === 0 && (
        <NothingFound
          search={filter.search}
          isNarrowed={isNarrowed || applied.category !== null}
          onClear={clear}
          onChoose={onChoose}
        />
      )}
    </section>
  )
}

type SectionProps = {
  heading: string
  /** What is folded away where it is narrow: nothing, all but the first few, or all of it. */
  fold: false | 'tail' | 'all'
  children: ReactNode
}

function Section({ heading, fold, children }: SectionProps) {
  return (
    <div className={fold === 'all' ? 'max-md:hidden' : undefined}>
      <h3 className="mb-3 font-normal text-13 text-ink-faint">{heading}</h3>
      <div
        className={classNames(
          'grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3 xl:grid-cols-4',
          fold === 'tail' && 'max-md:[&>:nth-child(n+7)]:hidden',
        )}
      >
        {children}
      </div>
    </div>
  )
}

/** Of a saved shot, the picture of the one it goes out from. */
function exampleOf(shot: ShotView, shots: readonly ShotView[]): string | null {
  return shot.exampleUrl ?? shots.find(({ id }) => id === shot.saved?.baseShotId)?.exampleUrl ?? null
}

function OwnWordsCard() {
  return (
    <Choice
      value={OWN_WORDS}
      name="Your own words. Describe the whole picture yourself."
      title="Your own words"
      line="Describe the whole picture yourself."
    >
      <PenLine className="size-6 text-ink-faint" strokeWidth={1.5} aria-hidden="true" />
    </Choice>
  )
}

function NothingFound({
  search,
  isNarrowed,
  onClear,
  onChoose,
}: Pick<ShotGalleryProps, 'onChoose'> & { search: string; isNarrowed: boolean; onClear: () => void }) {
  return (
    <div className="py-10 text-center text-14 text-ink-soft">
      <p>{search === '' ? 'No shot is for all of that.' : `No shot is called “${search}”.`}</p>
      <div className="mt-3 flex justify-center gap-2">
        {isNarrowed && (
          <Button size="small" onClick={onClear}>
            Show all shots
          </Button>
        )}
        <Button
          size="small"
          onClick={() => {
            onClear()
            onChoose(null)
          }}
        >
          Say it in your own words
        </Button>
      </div>
    </div>
  )
}
