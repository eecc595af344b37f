import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { checkAssets } from './check-assets.ts'
import { checkExports } from './check-exports.ts'
import { findOrphans } from './find-orphans.ts'
import type { CheckOptions, Finding, StorageReport } from './finding.ts'

/** What checking takes; `onFinding` hears of each disagreement as it is found, however many there are. */
export type CheckDeps = Pick<Deps, 'db' | 'store' | 'clock' | 'pictures'>

/**
 * Holds the bucket against the database, both ways: objects that nobody owns, files that are missing, files that are
 * not what was stored. It may run while the studio works: what somebody is at is no offence, and what looks wrong is
 * looked at once more. Takes the same memory however much there is.
 */
export async function checkStorage(
  actor: Actor,
  { onFinding, ...options }: CheckOptions & { onFinding: (finding: Finding) => void },
  deps: CheckDeps,
): Promise<StorageReport> {
  requireOperator(actor)
  const report: StorageReport = { objects: 0, assets: 0, exports: 0, orphan: 0, missing: 0, mismatch: 0 }
  const tell = (finding: Finding) => {
    report[finding.kind] += 1
    onFinding(finding)
  }
  report.assets = await checkAssets(options, tell, deps)
  report.exports = await checkExports(options, tell, deps)
  report.objects = await findOrphans(options, tell, deps)
  return report
}
