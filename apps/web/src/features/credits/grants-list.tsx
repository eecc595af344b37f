import type { GrantView } from '@studio/core/credits'
import { useState } from 'react'
import { formatCount, formatExactTime } from '../../lib/format.ts'
import { Button, classNames } from '../../ui/index.ts'
import { describeExpiry, expiresSoon, nameGrant } from './describe-grant.ts'

/** So many are shown until one asks for all. */
const FEW = 4

/** What the available credits are made of, in the order in which they are used. */
export function GrantsList({ grants, now }: { grants: readonly GrantView[]; now: Date }) {
  const [showsAll, setShowsAll] = useState(false)
  if (grants.length === 0) return null
  const shown = showsAll ? grants : grants.slice(0, FEW)
  return (
    <div className="border-line border-t pt-4 lg:col-span-2">
      <h2 className="font-semibold text-14">What you have, in the order it is used</h2>
      <ul className="figures mt-2 gap-x-10 lg:columns-2">
        {shown.map((grant) => {
          const { id, remaining, credits, expiresAt } = grant
          return (
            <li
              key={id}
              className="flex min-h-11 break-inside-avoid items-center gap-4 border-line border-t py-1.5 text-14"
            >
              <span className="flex min-w-0 flex-1 justify-between items-baseline gap-x-4 max-sm:flex-col">
                <span className="max-w-full truncate" title={nameGrant(grant)}>
                  {nameGrant(grant)}
                </span>
                <time
                  dateTime={expiresAt ?? undefined}
                  title={expiresAt === null ? undefined : formatExactTime(expiresAt)}
                  className={classNames(
                    'shrink-0 text-13',
                    expiresSoon(grant, now) ? 'font-medium text-amber' : 'text-ink-faint',
                  )}
                >
                  {describeExpiry(grant, now)}
                </time>
              </span>
              <span className="w-22 shrink-0 text-right">
                <span className="font-medium">{formatCount(remaining)}</span>
                {remaining < credits && (
                  <span className="text-13 text-ink-faint"> of {formatCount(credits)}</span>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      {grants.length > FEW && (
        <Button size="small" className="mt-2" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Show fewer' : `Show all ${grants.length}`}
        </Button>
      )}
    </div>
  )
}
