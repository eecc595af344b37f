import type { ShotView } from '@studio/core/shots'
import { Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button, classNames, IconButton } from '../../ui/index.ts'
import type { ShotChoice } from './batch-draft.ts'

/** Shots shown before somebody asks for all. */
const FIRST = 12

/** The most pictures of one shot for each source. */
const MOST_EACH = 4

/** The shots as pictures, of which several can be chosen, and how many pictures of each. */
export function ShotList({
  shots,
  chosen,
  onChange,
}: {
  shots: readonly ShotView[]
  chosen: readonly ShotChoice[]
  onChange: (chosen: ShotChoice[]) => void
}) {
  const [isWhole, setWhole] = useState(false)
  const offered = shots.filter(({ problem, tasks }) => problem === null && !tasks.includes('edit'))
  const shown = isWhole
    ? offered
    : offered.filter(({ id }, index) => index < FIRST || countOf(chosen, id) > 0)
  const set = (shotId: string, count: number) => {
    const others = chosen.filter((choice) => choice.shotId !== shotId)
    onChange(count === 0 ? others : [...others, { shotId, count }])
  }
  return (
    <>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3 xl:grid-cols-4">
        {shown.map((shot) => {
          const count = countOf(chosen, shot.id)
          return (
            <li key={shot.id} className="relative">
              <button
                type="button"
                aria-pressed={count > 0}
                onClick={() => set(shot.id, count > 0 ? 0 : 1)}
                className="block w-full text-left"
              >
                <span
                  className={classNames(
                    'flex aspect-4/5 items-center justify-center bg-sunken',
                    count > 0 && 'outline-2 outline-accent-line outline-offset-2',
                  )}
                >
                  {shot.exampleUrl && (
                    <img
                      src={shot.exampleUrl}
                      alt=""
                      width={640}
                      height={800}
                      loading="lazy"
                      className="size-full object-cover"
                    />
                  )}
                </span>
                <span className="mt-2 block font-medium text-13">{shot.name}</span>
                <span className="block text-12 text-ink-faint">{shot.purpose}</span>
              </button>
              {count > 0 && (
                <fieldset className="mt-1 flex items-center gap-1 text-13">
                  <legend className="sr-only">{shot.name}: pictures of each</legend>
                  <IconButton
                    label={`Fewer of ${shot.name}`}
                    size="small"
                    disabled={count === 1}
                    onClick={() => set(shot.id, count - 1)}
                  >
                    <Minus aria-hidden="true" />
                  </IconButton>
                  <span className="figures">{count} each</span>
                  <IconButton
                    label={`More of ${shot.name}`}
                    size="small"
                    disabled={count === MOST_EACH}
                    onClick={() => set(shot.id, count + 1)}
                  >
                    <Plus aria-hidden="true" />
                  </IconButton>
                </fieldset>
              )}
            </li>
          )
        })}
      </ul>
      {shown.length < offered.length && (
        <div className="mt-5">
          <Button onClick={() => setWhole(true)}>Show all {offered.length} shots</Button>
        </div>
      )}
    </>
  )
}

function countOf(chosen: readonly ShotChoice[], id: string): number {
  return chosen.find(({ shotId }) => shotId === id)?.count ?? 0
}
