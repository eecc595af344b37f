import type { ProductView } from '@studio/core/stores'
import { Link } from '@tanstack/react-router'
import { formatNumberOf } from '../../lib/format.ts'
import { classNames, TickMark } from '../../ui/index.ts'
import { MediaSquare } from './media-square.tsx'

/** How many pictures stand below the first. */
const STRIP = 4

type ProductCardProps = {
  product: ProductView
  isChosen: boolean
  /** Others are chosen: the mark shows without hovering. */
  isChoosing: boolean
  onToggle: () => void
}

/** A product: its first picture, the next ones in their order, and a mark to choose it. */
export function ProductCard({ product, isChosen, isChoosing, onToggle }: ProductCardProps) {
  const { id, title, media, status, productType } = product
  const [first, ...others] = media
  const strip = others.slice(0, others.length > STRIP ? STRIP - 1 : STRIP)
  const rest = others.length - strip.length
  return (
    <li className="group relative min-w-0">
      <Link
        to="/products/$productId"
        params={{ productId: id }}
        className="block outline-offset-4"
        onKeyDown={(event) => {
          if (event.key !== 'x' || event.metaKey || event.ctrlKey) return
          event.preventDefault()
          onToggle()
        }}
      >
        <span className="relative block">
          {first ? (
            <MediaSquare media={first} name={title} />
          ) : (
            <span className="flex aspect-square items-center justify-center bg-sunken text-13 text-ink-faint">
              No picture yet
            </span>
          )}
          {isChosen && <span className="absolute inset-0 border-3 border-accent-line" />}
        </span>
        <span className="mt-1 grid h-[calc((100%-0.75rem)/4)] grid-cols-4 gap-1">
          {strip.map((each, index) => (
            <MediaSquare key={each.foreignId} media={each} name={`${title}, picture ${index + 2}`} />
          ))}
          {rest > 0 && (
            <span className="figures flex aspect-square items-center justify-center bg-sunken text-12 text-ink-soft">
              +{rest}
            </span>
          )}
          {others.length === 0 && <span className="aspect-square" />}
        </span>
        <span className="mt-1.5 line-clamp-2 block font-medium text-14">{title}</span>
        <span className="figures block truncate text-13 text-ink-faint">
          {[
            status.toLowerCase() !== 'active' && status.toLowerCase() !== 'publish' && statusName(status),
            productType,
            formatNumberOf(media.length, 'picture'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </Link>
      <button
        type="button"
        aria-label={`Choose ${title}`}
        aria-pressed={isChosen}
        onClick={onToggle}
        className={classNames(
          'absolute top-0 left-0 flex size-11 items-center justify-center transition-opacity duration-120',
          'focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100',
          isChoosing ? 'opacity-100' : 'opacity-0',
        )}
      >
        <TickMark isOn={isChosen} />
      </button>
    </li>
  )
}

/** A state of a product in a word, as a person would write it. */
function statusName(status: string): string {
  return status.charAt(0).toUpperCase() + status.slice(1).toLowerCase()
}
