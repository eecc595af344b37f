import type { ShotView } from '@studio/core/shots'
import { Bookmark, Check } from 'lucide-react'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { Button, classNames, Dialog, Picture } from '../../ui/index.ts'
import { arrangeShots, type ShotFilter } from '../shots/arrange-shots.ts'
import { GalleryFilters, GallerySearch } from '../shots/gallery-filters.tsx'
import { chooseShot, type ShotChoice } from './batch-draft.ts'
import { isForOnePhoto } from './settle-shots.ts'

const NO_FILTER: ShotFilter = { search: '', slot: null, category: null, isFavouritesOnly: false }

type ShotsDialogProps = {
  shots: readonly ShotView[]
  chosen: readonly ShotChoice[]
  /** As many can be chosen. */
  most: number
  onChoose: (chosen: readonly ShotChoice[]) => void
  onClose: () => void
}

/** The shots that one photo is enough for, as pictures, of which several can be chosen. */
export function ShotsDialog({ shots, chosen, most, onChoose, onClose }: ShotsDialogProps) {
  const [filter, setFilter] = useState(NO_FILTER)
  const [firstIds] = useState(() => new Set(shots.flatMap(({ id, isFavourite }) => (isFavourite ? id : []))))
  const offered = shots.filter(isForOnePhoto)
  const sections = arrangeShots(offered, filter, [], firstIds)
  const isFull = chosen.length >= most
  const isChosen = (id: string) => chosen.some(({ shotId }) => shotId === id)
  const toggle = (id: string) =>
    onChoose(isChosen(id) ? chosen.filter(({ shotId }) => shotId !== id) : [...chosen, chooseShot(id)])
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Shots of each source"
      width="wide"
      footer={
        <>
          {isFull && (
            <p className="mr-auto self-center text-13 text-amber">A batch makes {most} shots at most.</p>
          )}
          <Button variant="primary" onClick={onClose}>
            {chosen.length === 0 ? 'Close' : `Go on with ${formatNumberOf(chosen.length, 'shot')}`}
          </Button>
        </>
      }
    >
      <div className="mb-5 flex flex-col gap-3 pt-1">
        <GallerySearch
          value={filter.search}
          onChange={(search) => setFilter((now) => ({ ...now, search }))}
        />
        <GalleryFilters filter={filter} onChange={(part) => setFilter((now) => ({ ...now, ...part }))} />
      </div>
      <div className="min-h-96">
        {sections.map(({ id: section, heading, shots: inSection }) => (
          <div key={section} className="mb-7">
            <h3 className="mb-3 font-normal text-13 text-ink-faint">{heading}</h3>
            <ul className="grid grid-cols-3 gap-x-3 gap-y-4 p-0.5 sm:grid-cols-4 md:grid-cols-6">
              {inSection.map((shot) => (
                <li key={shot.id}>
                  <ShotButton
                    shot={shot}
                    isChosen={isChosen(shot.id)}
                    isDisabled={isFull && !isChosen(shot.id)}
                    onToggle={() => toggle(shot.id)}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
        {sections.length === 0 && (
          <p className="py-16 text-center text-14 text-ink-soft">No shot for one photo is like that.</p>
        )}
      </div>
    </Dialog>
  )
}

type ShotButtonProps = { shot: ShotView; isChosen: boolean; isDisabled: boolean; onToggle: () => void }

function ShotButton({ shot, isChosen, isDisabled, onToggle }: ShotButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      disabled={isDisabled}
      onClick={onToggle}
      className="block w-full text-left outline-offset-2 disabled:opacity-50"
    >
      <span
        className={classNames(
          'relative flex aspect-4/5 items-center justify-center bg-sunken',
          isChosen && 'outline-2 outline-accent-line outline-offset-2',
        )}
      >
        {shot.exampleUrl ? (
          <Picture src={shot.exampleUrl} alt="" widthPx={640} heightPx={800} className="w-full" />
        ) : (
          <Bookmark className="size-5 text-ink-faint" strokeWidth={1.5} aria-hidden="true" />
        )}
        {isChosen && (
          <span className="absolute top-1.5 right-1.5 flex size-5 items-center justify-center rounded-full bg-accent text-on-accent">
            <Check className="size-3.5" aria-hidden="true" />
          </span>
        )}
      </span>
      <span className="mt-1.5 line-clamp-2 block text-13">{shot.name}</span>
    </button>
  )
}
