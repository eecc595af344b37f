import type { ShotView } from '@studio/core/shots'
import { PenLine, Search } from 'lucide-react'
import { useState } from 'react'
import { Button, Picture, type RadioCard, RadioCards } from '../../ui/index.ts'

/** The card that stands for no shot at all. */
const OWN_WORDS = 'own-words'

type ShotGalleryProps = {
  shots: readonly ShotView[]
  /** Null: own words alone. */
  chosenId: string | null
  onChoose: (id: string | null) => void
}

/** The shots as pictures, and own words as the last of them. A radio group: arrow keys move and choose. */
export function ShotGallery({ shots, chosenId, onChoose }: ShotGalleryProps) {
  const [search, setSearch] = useState('')
  const found = findShots(shots, search)
  return (
    <section aria-labelledby="shots-heading" className="flex min-w-0 flex-col gap-3">
      <div className="flex h-8 items-center justify-between gap-4">
        <h2 id="shots-heading" className="text-14">
          Shot
        </h2>
        <label className="relative w-44">
          <span className="sr-only">Search the shots</span>
          <Search
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
            aria-hidden="true"
          />
          <input
            type="search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder="Search"
            className="h-8 w-full rounded-control border border-line bg-surface pr-2 pl-8 text-13 placeholder:text-ink-faint hover:border-line-strong max-md:text-16"
          />
        </label>
      </div>
      <RadioCards
        label="Shot"
        isLabelHidden
        cards={[...found.map(shotCard), ...(search === '' ? [ownWordsCard] : [])]}
        value={chosenId ?? OWN_WORDS}
        onChange={(value) => onChoose(value === OWN_WORDS ? null : value)}
        className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3"
        cardClassName="group rounded-none! border-0! bg-transparent! overflow-visible! data-checked:ring-0!"
      />
      {found.length === 0 && (
        <div className="py-10 text-center text-14 text-ink-soft">
          <p>No shot is called “{search}”.</p>
          <Button
            size="small"
            className="mt-3"
            onClick={() => {
              setSearch('')
              onChoose(null)
            }}
          >
            Say it in your own words
          </Button>
        </div>
      )}
    </section>
  )
}

/** Shots whose name, purpose or place contains every word. */
export function findShots(shots: readonly ShotView[], search: string): ShotView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return shots.filter((shot) => {
    const text = [shot.name, shot.purpose, ...shot.slots].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** All example pictures are made in one size, so that the gallery is even; see public/shots. */
const EXAMPLE_SIZE = { widthPx: 640, heightPx: 800 }

const FRAME =
  'flex aspect-4/5 items-center justify-center bg-sunken outline-accent-line transition-[outline-color] duration-120 group-data-checked:outline-2 group-data-checked:outline-offset-2'

function shotCard(shot: ShotView): RadioCard<string> {
  return {
    value: shot.id,
    name: `${shot.name}. ${shot.purpose}`,
    children: (
      <>
        <div className={FRAME}>
          {shot.exampleUrl && <Picture src={shot.exampleUrl} alt="" {...EXAMPLE_SIZE} className="w-full" />}
        </div>
        <Words title={shot.name} line={shot.purpose} />
      </>
    ),
  }
}

const ownWordsCard: RadioCard<string> = {
  value: OWN_WORDS,
  name: 'Your own words. Describe the whole picture yourself.',
  children: (
    <>
      <div className={FRAME}>
        <PenLine className="size-6 text-ink-faint" strokeWidth={1.5} aria-hidden="true" />
      </div>
      <Words title="Your own words" line="Describe the whole picture yourself." />
    </>
  ),
}

function Words({ title, line }: { title: string; line: string }) {
  return (
    <div className="pt-2">
      <div className="font-medium text-13 group-data-checked:text-accent-ink">{title}</div>
      <div className="text-12 text-ink-faint">{line}</div>
    </div>
  )
}
