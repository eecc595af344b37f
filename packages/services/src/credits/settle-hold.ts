import { decideCapture, decideRelease, sliceUses } from '@studio/core/credits'
import { notFound } from '@studio/core/kernel'
import type { LedgerEntry, Sql } from '@studio/db'
import type { Move } from './decide-moves.ts'
import { moveCredits } from './move-credits.ts'
import type { NewEntry } from './post-entries.ts'

/** A part of a hold to settle. */
export type Settlement = Omit<NewEntry, 'grantId' | 'holdId' | 'refundOf'> & {
  holdId: string
  credits: number
}

/** Charges a part of a hold for work that succeeded, once per key. @throws DomainError `already_ended` */
export function captureCredits(sql: Sql, settlement: Settlement): Promise<LedgerEntry> {
  return moveCredits(sql, settle(settlement, 'capture'))
}

/** Gives a part of a hold back, once per key. @throws DomainError `already_ended` */
export function releaseCredits(sql: Sql, settlement: Settlement): Promise<LedgerEntry> {
  return moveCredits(sql, settle(settlement, 'release'))
}

function settle({ credits, ...entry }: Settlement, kind: 'capture' | 'release'): Move {
  return {
    wanted: { ...entry, kind, credits },
    decide({ holds }) {
      const hold = holds.get(entry.holdId)
      if (!hold) throw notFound('hold')
      const movement = kind === 'capture' ? decideCapture(hold, credits) : decideRelease(hold, credits)
      // Captures eat the line of held credits from its front, so that what would expire first is spent first;
      // releases eat it from its back.
      const from = kind === 'capture' ? hold.captured : hold.credits - hold.released - credits
      return [{ ...entry, ...movement, grantUses: sliceUses(hold.line, from, from + credits) }]
    },
  }
}
