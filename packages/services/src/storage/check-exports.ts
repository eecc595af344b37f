import { exportKey } from '@studio/core/exports'
import type { Export } from '@studio/db'
import type { CheckDeps } from './check-storage.ts'
import type { CheckOptions, Finding } from './finding.ts'

const PAGE = 200

/** Looks at the archive of every export that is ready. Answers how many exports that were. */
export async function checkExports(
  { isRepairing }: CheckOptions,
  tell: (finding: Finding) => void,
  deps: CheckDeps,
): Promise<number> {
  let count = 0
  let after = ''
  for (;;) {
    const page = await deps.db.export.findMany({
      where: { id: { gt: after }, status: 'ready', deletedAt: null },
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    for (const row of page) {
      const wrong = await findWrong(row, deps)
      if (!wrong || !(await isStillThere(row, deps))) continue
      if (isRepairing) await markFailed(row, deps)
      tell({ ...wrong, key: exportKey(row), subjectId: row.id, repair: isRepairing ? 'marked' : null })
    }
    count += page.length
    const last = page.at(-1)
    if (!last) return count
    after = last.id
  }
}

async function findWrong(
  row: Export,
  { store }: CheckDeps,
): Promise<Pick<Finding, 'kind' | 'message'> | null> {
  const head = await store.head(exportKey(row))
  if (!head) return { kind: 'missing', message: 'The archive is not there.' }
  if (BigInt(head.sizeBytes) === row.sizeBytes) return null
  return { kind: 'mismatch', message: `The archive has ${head.sizeBytes} bytes, not ${row.sizeBytes}.` }
}

async function isStillThere({ id }: Export, { db }: CheckDeps): Promise<boolean> {
  return (await db.export.count({ where: { id, status: 'ready', deletedAt: null } })) === 1
}

/** Its person is told that it failed, and can ask for another one; what is left of its file is an orphan now. */
async function markFailed({ id }: Export, { db }: CheckDeps): Promise<void> {
  await db.export.updateMany({
    where: { id, status: 'ready' },
    data: { status: 'failed', failureCode: 'storage_unavailable', sizeBytes: 0 },
  })
}
