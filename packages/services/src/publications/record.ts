import type {
  Brought,
  Change,
  Conflict,
  Progress,
  Snapshot,
  Step,
  Target,
  Verification,
  Warning,
} from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import type { Prisma, Publication } from '@studio/db'

/** A publication's JSON columns as what they are. */
export type PublicationRecord = {
  changes: Change[]
  before: ProductState
  target: Target
  warnings: Warning[]
  steps: Step[]
  brought: Brought
  snapshot: Snapshot | null
  verified: Verification | null
  conflicts: Conflict[] | null
}

/** Reads the JSON columns of a row; nobody but this folder writes them. */
export function recordOf(row: Pick<Publication, keyof PublicationRecord>): PublicationRecord {
  const { changes, before, target, warnings, steps, brought, snapshot, verified, conflicts } = row
  return {
    ...{ changes, before, target, warnings, steps, brought, snapshot, verified, conflicts },
  } as unknown as PublicationRecord
}

/** How far a publication that has begun is. */
export function progressOf(row: Publication): Progress {
  const { snapshot, steps, brought } = recordOf(row)
  if (!snapshot) throw new Error(`${row.id} has not begun`)
  return { start: snapshot.product, steps, stepsDone: row.stepsDone, brought }
}

/** Any of these values as a column takes it. */
export function toJson(value: object): Prisma.InputJsonObject {
  return value as unknown as Prisma.InputJsonObject
}
