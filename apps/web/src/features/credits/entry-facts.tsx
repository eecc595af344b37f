import type { EntryView } from '@studio/core/credits'
import type { ReactNode } from 'react'
import { formatCredits, formatExactTime } from '../../lib/format.ts'
import { CopyId } from '../../ui/index.ts'

/** Everything the ledger knows of an entry, for whoever checks it or asks the operator about it. */
export function EntryFacts({ entry }: { entry: EntryView }) {
  const { seq, id, createdAt, causeId, holdId, grantId, refundOf, grantUses, heldAfter, hash, prevHash } =
    entry
  return (
    // What it holds must not widen the table.
    <dl className="rounded-control bg-sunken px-4 py-1.5 contain-inline-size">
      <Fact name="Entry">
        Number {seq} · <CopyId id={id} />
      </Fact>
      <Fact name="When">{formatExactTime(createdAt)}</Fact>
      <Fact name="Held after it">{formatCredits(heldAfter)}</Fact>
      <Fact name="Cause">
        <CopyId id={causeId} />
      </Fact>
      {holdId !== null && (
        <Fact name="Hold">
          <CopyId id={holdId} />
        </Fact>
      )}
      {grantId !== null && (
        <Fact name="Grant">
          <CopyId id={grantId} />
        </Fact>
      )}
      {refundOf !== null && (
        <Fact name="Refund of">
          <CopyId id={refundOf} />
        </Fact>
      )}
      {grantUses.map((use) => (
        <Fact key={use.grantId} name="Grant touched">
          {formatCredits(use.credits)} · <CopyId id={use.grantId} />
        </Fact>
      ))}
      <Fact name="Hash">
        <CopyId id={hash} />
      </Fact>
      <Fact name="Hash of the entry before">
        <CopyId id={prevHash} />
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="figures flex min-h-8 flex-wrap items-center gap-x-4 py-1 text-13">
      <dt className="w-44 shrink-0 text-ink-faint max-sm:w-full">{name}</dt>
      <dd className="flex min-w-0 flex-1 items-center gap-1.5">{children}</dd>
    </div>
  )
}
