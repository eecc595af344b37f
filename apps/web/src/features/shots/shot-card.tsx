import { Radio } from '@base-ui/react/radio'
import type { ShotView } from '@studio/core/shots'
import { Bookmark, Ellipsis, Pencil, Play, Star, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge, classNames, IconButton, Menu, Picture } from '../../ui/index.ts'

/** All example pictures are made in one size, so that the gallery is even; see public/shots. */
const EXAMPLE_SIZE = { widthPx: 640, heightPx: 800 }

const FRAME =
  'relative flex aspect-4/5 items-center justify-center bg-sunken outline-accent-line transition-[outline-color] duration-120 group-data-checked:outline-2 group-data-checked:outline-offset-2'

/** On a picture; seen when it is pointed at or reached by keyboard, and always where nothing can point. */
const ON_PICTURE =
  'bg-picture-shade text-on-picture hover:bg-picture-shade hover:text-on-picture focus-visible:opacity-100 group-hover/card:opacity-100 pointer-coarse:opacity-100'

/** What can be done with a shot beside choosing it. */
export type ShotActs = {
  onFavourite: (shot: ShotView, isFavourite: boolean) => void
  onEdit: (shot: ShotView) => void
  onDelete: (shot: ShotView) => void
}

type ShotCardProps = {
  shot: ShotView
  /** Its example, or that of the shot it goes out from; null for own words alone. */
  exampleUrl: string | null
  isChosen: boolean
  acts: ShotActs
}

/**
 * A shot as a picture that can be chosen, with a star on it. Its buttons are reached with Tab once it is chosen, so
 * that Tab does not stop twice at each of thirty cards.
 */
export function ShotCard({ shot, exampleUrl, isChosen, acts }: ShotCardProps) {
  const tabIndex = isChosen ? 0 : -1
  return (
    <div className="group/card relative">
      <Choice
        value={shot.id}
        name={`${shot.name}. ${shot.purpose}`}
        title={shot.name}
        line={shot.saved ? shot.saved.words || shot.purpose : shot.purpose}
      >
        {exampleUrl ? (
          <Picture src={exampleUrl} alt="" {...EXAMPLE_SIZE} className="w-full" />
        ) : (
          <Bookmark className="size-6 text-ink-faint" strokeWidth={1.5} aria-hidden="true" />
        )}
        <span className="absolute bottom-2 left-2 flex gap-1">
          {shot.tasks.includes('motion') && (
            <Badge tone="picture">
              <Play aria-hidden="true" />
              Video
            </Badge>
          )}
          {shot.problem !== null && <Badge tone="amber">Needs a look</Badge>}
        </span>
      </Choice>
      <div className="absolute top-1.5 right-1.5 flex gap-1">
        {shot.saved && (
          <Menu
            trigger={
              <IconButton
                label={`Change or delete ${shot.name}`}
                size="small"
                tabIndex={tabIndex}
                className={classNames(ON_PICTURE, 'opacity-0')}
              >
                <Ellipsis />
              </IconButton>
            }
            entries={[
              { kind: 'act', label: 'Change', icon: <Pencil />, onSelect: () => acts.onEdit(shot) },
              {
                kind: 'act',
                label: 'Delete',
                icon: <Trash2 />,
                danger: true,
                onSelect: () => acts.onDelete(shot),
              },
            ]}
          />
        )}
        <IconButton
          label={`${shot.name} is a favourite`}
          size="small"
          tabIndex={tabIndex}
          aria-pressed={shot.isFavourite}
          onClick={() => acts.onFavourite(shot, !shot.isFavourite)}
          className={classNames(ON_PICTURE, !shot.isFavourite && 'opacity-0')}
        >
          <Star fill={shot.isFavourite ? 'currentColor' : 'none'} />
        </IconButton>
      </div>
    </div>
  )
}

/** A card without a star, for what is no shot. */
export function Choice({
  value,
  name,
  title,
  line,
  children,
}: {
  value: string
  name: string
  title: string
  line: string
  children: ReactNode
}) {
  return (
    <Radio.Root
      value={value}
      aria-label={name}
      render={<div />}
      className="group block cursor-pointer text-left outline-offset-4"
    >
      <div className={FRAME}>{children}</div>
      <div className="pt-2">
        <div className="font-medium text-13 group-data-checked:text-accent-ink">{title}</div>
        <div className="line-clamp-2 text-12 text-ink-faint">{line}</div>
      </div>
    </Radio.Root>
  )
}
