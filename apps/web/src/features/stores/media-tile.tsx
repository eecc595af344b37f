import { MAX_ALT_CHARACTERS } from '@studio/core/publications'
import type { ProductView } from '@studio/core/stores'
import { ArrowLeft, ArrowRight, ArrowUpToLine, Trash2 } from 'lucide-react'
import { Badge, classNames, IconButton, TextArea } from '../../ui/index.ts'
import { MediaSquare } from './media-square.tsx'
import type { Draggable } from './use-drag-order.ts'

type MediaTileProps = {
  media: ProductView['media'][number]
  index: number
  count: number
  alt: string
  drag: Draggable
  onMove: (by: 1 | -1) => void
  onFront: () => void
  onAlt: (alt: string) => void
  onTakeOff: () => void
}

/** One picture of a product: its place, its alt text, and what can be done with it. */
export function MediaTile(props: MediaTileProps) {
  const { media, index, count, alt, drag, onMove, onFront, onAlt, onTakeOff } = props
  const name = `picture ${index + 1}`
  return (
    <li
      {...drag.place}
      className={classNames(
        'min-w-0',
        drag.isDragged && 'opacity-40',
        drag.isTarget && 'outline-2 outline-accent-line outline-offset-4',
      )}
    >
      <div {...drag.handle} className="relative cursor-grab active:cursor-grabbing">
        <MediaSquare media={media} name={name} isEager={index < 8} />
        <span className="absolute top-2 left-2 flex gap-1">
          <Badge tone="picture">{index === 0 ? 'Featured' : index + 1}</Badge>
          {media.publicationId !== null && <Badge tone="picture">From Studio Pro</Badge>}
        </span>
      </div>
      <div className="mt-1 -ml-1.5 flex">
        <IconButton
          label={`Move ${name} forward`}
          size="small"
          disabled={index === 0}
          onClick={() => onMove(-1)}
        >
          <ArrowLeft />
        </IconButton>
        <IconButton
          label={`Move ${name} back`}
          size="small"
          disabled={index === count - 1}
          onClick={() => onMove(1)}
        >
          <ArrowRight />
        </IconButton>
        <IconButton label={`Make ${name} the first`} size="small" disabled={index === 0} onClick={onFront}>
          <ArrowUpToLine className="-rotate-90" />
        </IconButton>
        <IconButton label={`Take ${name} off`} size="small" className="ml-auto" onClick={onTakeOff}>
          <Trash2 />
        </IconButton>
      </div>
      <TextArea
        label="Alt text"
        rows={2}
        maxLength={MAX_ALT_CHARACTERS}
        placeholder="What it shows, for who cannot see it"
        value={alt}
        onChange={({ target }) => onAlt(target.value)}
        className="min-h-14!"
      />
    </li>
  )
}
