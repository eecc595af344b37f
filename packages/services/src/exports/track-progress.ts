import { type Export, inTransaction, recordEvent } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/** How often progress is noted at the most, in time and in how many steps from nothing to everything. */
const LEAST_MS = 1000
const MOST_STEPS = 50

/** Progress of one attempt. `unwanted` is aborted once the export was deleted, or another worker took it over. */
export type Progress = { onPicture(): Promise<void>; unwanted: AbortSignal }

/** Notes how far an archive is, seldom enough to weigh nothing, and finds out meanwhile whether it is still wanted. */
export async function trackProgress(
  { id, accountId, attempt }: Export,
  filesTotal: number,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<Progress> {
  const stop = new AbortController()
  let filesDone = 0
  let noted = { filesDone: 0, atMs: clock.now().getTime() }

  const note = () =>
    inTransaction(db, async (tx) => {
      const now = clock.now()
      noted = { filesDone, atMs: now.getTime() }
      const { count } = await tx.export.updateMany({
        where: { id, attempt, status: 'running', deletedAt: null },
        data: { filesDone, filesTotal },
      })
      if (count === 0) return stop.abort(new Error('The export is not wanted any more.'))
      await recordEvent(tx, { accountId, type: 'export.progressed', subjectId: id, now })
    })

  await note()
  return {
    unwanted: stop.signal,
    async onPicture() {
      filesDone++
      const isTime = clock.now().getTime() - noted.atMs >= LEAST_MS
      if (isTime && filesDone - noted.filesDone >= filesTotal / MOST_STEPS) await note()
    },
  }
}
