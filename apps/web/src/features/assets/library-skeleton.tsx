import { Skeleton } from '../../ui/index.ts'

/** Ratios as product photos have them, so that the wait looks like what is coming. */
const ROWS = [
  [1, 0.66, 1.5, 1, 0.8],
  [1.5, 0.8, 1, 1, 0.66],
  [0.66, 1, 1.5, 0.8, 1],
] as const

/** The library's own layout in grey, while its first page is read. */
export function LibrarySkeleton() {
  return (
    <div role="status" aria-label="The library is loading">
      <Skeleton className="mt-3 mb-4 h-4 w-24" />
      {ROWS.map((ratios) => (
        <div key={ratios.join()} className="mb-2 flex gap-2 overflow-hidden">
          {ratios.map((ratio, index) => (
            <Skeleton
              key={index}
              className="rounded-none! max-md:nth-[n+3]:hidden"
              style={{ flex: `${ratio} 1 0`, aspectRatio: ratio }}
            />
          ))}
        </div>
      ))}
    </div>
  )
}
