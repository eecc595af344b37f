import type { ProductView } from '@studio/core/stores'
import { Link } from '@tanstack/react-router'
import { WandSparkles } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { Progress, Spinner } from '../../ui/index.ts'
import { MediaSquare } from './media-square.tsx'
import type { Import, Wanted } from './use-import.ts'

/** From when on it is said that one need not wait here. */
const LONG_MS = 20_000

type ImportProgressProps = {
  products: readonly ProductView[]
  media: readonly Wanted[]
  imports: Import
  /** Each that has arrived leads to Create. */
  isLinked: boolean
}

/** The photos that are to come or on their way, each in its place; those that have arrived lead on. */
export function ImportProgress({ products, media, imports, isLinked }: ImportProgressProps) {
  const { isUnderWay, isDone, wanted, arrived, missed } = imports
  const isLate = useIsLate(isUnderWay && !isDone)
  const shown = isUnderWay ? wanted : media
  return (
    <>
      {isUnderWay && (
        <div className="mt-2 mb-4">
          <Progress label="Photos that have arrived" value={arrived.length / Math.max(1, wanted.length)} />
          <p role="status" className="figures mt-1.5 text-13 text-ink-soft">
            {arrived.length} of {formatNumberOf(wanted.length, 'photo')} in your library
            {isLate && '. The rest is on its way; you can close this, it comes by itself.'}
          </p>
        </div>
      )}
      <ul className="grid grid-cols-3 gap-3 p-0.5 md:grid-cols-6">
        {shown.map(({ productId, mediaId }) => {
          const product = products.find(({ id }) => id === productId)
          const picture = product?.media.find(({ foreignId }) => foreignId === mediaId)
          if (!product || !picture) return null
          const isThis = (each: Wanted) => each.productId === productId && each.mediaId === mediaId
          const source = arrived.find(isThis)
          const failure = missed.find(isThis)
          const tile = (
            <>
              <span className="relative block">
                <MediaSquare media={picture} name={product.title} />
                {isUnderWay && !source && !failure && (
                  <span className="absolute inset-0 flex items-center justify-center bg-wall/60">
                    <Spinner />
                  </span>
                )}
              </span>
              {failure && (
                <span role="alert" className="mt-1.5 block text-12 text-danger">
                  {failure.message}
                </span>
              )}
              {isLinked && (
                <span className="mt-1.5 line-clamp-2 block text-13 text-ink-soft">{product.title}</span>
              )}
            </>
          )
          return (
            <li key={`${productId} ${mediaId}`}>
              {isLinked && source ? (
                <Link
                  to="/create"
                  search={{ sources: source.assetId }}
                  className="block outline-offset-2 hover:opacity-85"
                >
                  {tile}
                  <span className="mt-1 flex items-center gap-1.5 font-medium text-13 text-accent-ink">
                    <WandSparkles className="size-3.5" aria-hidden="true" />
                    Make pictures
                  </span>
                </Link>
              ) : (
                tile
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

function useIsLate(isWaiting: boolean): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!isWaiting) return setLate(false)
    const timer = setTimeout(() => setLate(true), LONG_MS)
    return () => clearTimeout(timer)
  }, [isWaiting])
  return isLate
}
