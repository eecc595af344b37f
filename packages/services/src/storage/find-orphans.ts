import { ASSET_SIZES, assetKey } from '@studio/core/assets'
import { exportKey } from '@studio/core/exports'
import { type Snapshot, snapshotKey } from '@studio/core/publications'
import type { CheckDeps } from './check-storage.ts'
import type { CheckOptions, Finding } from './finding.ts'

/** How many objects are asked about with one query. */
const BATCH = 500

/** Goes through everything that is stored and finds the objects that nobody owns. Answers how many objects there are. */
export async function findOrphans(
  { isRepairing }: CheckOptions,
  tell: (finding: Finding) => void,
  deps: CheckDeps,
): Promise<number> {
  let objects = 0
  let batch: string[] = []
  const look = async () => {
    for (const key of await withoutOwner(batch, deps)) {
      // What was being deleted is gone by now.
      if ((await deps.store.head(key)) === null) continue
      if (isRepairing) await deps.store.delete([key])
      const message = 'Nothing in the database knows of this object.'
      tell({ kind: 'orphan', key, subjectId: null, message, repair: isRepairing ? 'removed' : null })
    }
    batch = []
  }
  for await (const { key } of deps.store.list('')) {
    objects += 1
    batch.push(key)
    if (batch.length === BATCH) await look()
  }
  await look()
  return objects
}

/** The keys that nobody is responsible for: neither a row that names them, nor work that may still store them. */
async function withoutOwner(keys: string[], { db }: Pick<CheckDeps, 'db'>): Promise<string[]> {
  const places = keys.map((key) => ({ key, ...parseKey(key) }))
  const ids = (folder: string) => [
    ...new Set(places.filter((at) => at.folder === folder).map(({ id }) => id)),
  ]
  const assetIds = ids('assets')
  const outputIds = assetIds.map((id) => id.replace(/^ast_/, 'out_'))
  const [assets, outputs, exports, publications] = await Promise.all([
    db.asset.findMany({ where: { id: { in: assetIds } } }),
    db.output.findMany({ where: { id: { in: outputIds }, claim: { not: null } }, select: { id: true } }),
    db.export.findMany({ where: { id: { in: ids('exports') } } }),
    db.publication.findMany({
      where: { id: { in: ids('publications') } },
      select: { id: true, accountId: true, status: true, snapshot: true },
    }),
  ])
  const owned = new Set([
    ...assets.flatMap((asset) => ASSET_SIZES.map((size) => assetKey(asset, size))),
    ...exports.map(exportKey),
    ...publications.flatMap((publication) =>
      ((publication.snapshot as Snapshot | null)?.kept ?? []).map(({ sha256 }) =>
        snapshotKey(publication, sha256),
      ),
    ),
  ])
  // Everything of these is somebody's to settle: a worker's, or the purge's.
  const inHand = new Set([
    ...assets
      .filter(({ deletedAt, status }) => deletedAt !== null || status === 'uploading')
      .map(({ id }) => id),
    ...outputs.map(({ id }) => id.replace(/^out_/, 'ast_')),
    ...exports
      .filter(({ deletedAt, status }) => deletedAt !== null || status === 'running')
      .map(({ id }) => id),
    // Its snapshot is being taken.
    ...publications.filter(({ status }) => status === 'queued').map(({ id }) => id),
  ])
  return places.filter(({ key, id }) => !owned.has(key) && !inHand.has(id)).map(({ key }) => key)
}

/** `accounts/<account>/<folder>/<id>/…` */
function parseKey(key: string): { folder: string; id: string } {
  const [, , folder = '', id = ''] = key.split('/')
  return { folder, id }
}
