/** What storage and database can disagree about. */
export type FindingKind = 'orphan' | 'missing' | 'mismatch'

/** What was done about a finding: null when nothing was to be, or could be, done. */
export type Repair = 'removed' | 'remade' | 'marked' | null

/** One disagreement: an object, whose it is, and what is wrong with it in a sentence. */
export type Finding = {
  kind: FindingKind
  key: string
  /** The asset or export it belongs to; null for an orphan. */
  subjectId: string | null
  message: string
  repair: Repair
}

/** How thoroughly to look, and whether to mend what can be mended. `isDeep` reads every original and hashes it. */
export type CheckOptions = { isDeep?: boolean; isRepairing?: boolean }

/** What was looked at, and how much of it was wrong. */
export type StorageReport = { objects: number; assets: number; exports: number } & Record<FindingKind, number>
