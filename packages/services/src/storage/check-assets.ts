import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { assetKey, assetPrefix } from '@studio/core/assets'
import type { AiMarking } from '@studio/core/generations'
import { type Asset, inTransaction, recordEvent } from '@studio/db'
import { ObjectMissing } from '@studio/integrations/object-store'
import { PictureUnreadable } from '@studio/integrations/pictures'
import { type AssetWithRecipe, storeDerivatives, storedSizes, withRecipe } from '../assets/index.ts'
import type { CheckDeps } from './check-storage.ts'
import type { CheckOptions, Finding, Repair } from './finding.ts'

/** How many assets are read at once, and how many are looked at in storage at the same time. */
const PAGE = 200
const AT_ONCE = 8

type Tell = (finding: Finding) => void

/** Looks at the files of every asset that is ready. Answers how many assets that were. */
export async function checkAssets(options: CheckOptions, tell: Tell, deps: CheckDeps): Promise<number> {
  let count = 0
  let after = ''
  for (;;) {
    const page = await deps.db.asset.findMany({
      where: { id: { gt: after }, status: { in: ['ready', 'preparing'] }, deletedAt: null },
      include: withRecipe,
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    for (let from = 0; from < page.length; from += AT_ONCE)
      await Promise.all(
        page.slice(from, from + AT_ONCE).map((asset) => checkAsset(asset, options, tell, deps)),
      )
    count += page.length
    const last = page.at(-1)
    if (!last) return count
    after = last.id
  }
}

type Wrong = Pick<Finding, 'kind' | 'key' | 'message'>

async function checkAsset(
  asset: AssetWithRecipe,
  options: CheckOptions,
  tell: Tell,
  deps: CheckDeps,
): Promise<void> {
  const wrong = await findWrong(asset, options, deps)
  if (wrong.length === 0 || !(await isStillThere(asset, deps))) return
  const repair = options.isRepairing ? await mend(asset, wrong, deps) : null
  for (const each of wrong) tell({ ...each, subjectId: asset.id, repair })
}

async function findWrong(
  asset: AssetWithRecipe,
  { isDeep }: CheckOptions,
  deps: CheckDeps,
): Promise<Wrong[]> {
  const stored = new Map<string, number>()
  for await (const { key, sizeBytes } of deps.store.list(assetPrefix(asset))) stored.set(key, sizeBytes)
  const wrong: Wrong[] = []
  // While it is being prepared only its original is there for certain.
  for (const size of asset.status === 'preparing' ? (['original'] as const) : storedSizes(asset)) {
    const key = assetKey(asset, size)
    const sizeBytes = stored.get(key)
    if (sizeBytes === undefined) wrong.push({ kind: 'missing', key, message: `The ${size} is not there.` })
    else if (size === 'original' && sizeBytes !== asset.sizeBytes)
      wrong.push({ kind: 'mismatch', key, message: `It has ${sizeBytes} bytes, not ${asset.sizeBytes}.` })
    else if (sizeBytes === 0) wrong.push({ kind: 'mismatch', key, message: `The ${size} is empty.` })
    else if (isDeep && size === 'original' && !(await isTheSame(asset, deps)))
      wrong.push({ kind: 'mismatch', key, message: 'Its bytes are not those that were stored.' })
  }
  return wrong
}

/** Whether the original has the hash it was stored with; read as a stream. */
async function isTheSame(asset: Asset, { store }: Pick<CheckDeps, 'store'>): Promise<boolean> {
  const hash = createHash('sha256')
  try {
    await pipeline((await store.get(assetKey(asset, 'original'))).body, hash)
  } catch (error) {
    if (error instanceof ObjectMissing) return false
    throw error
  }
  return hash.digest('hex') === asset.sha256
}

/** It may have been deleted, or refused, while its files were looked at. */
async function isStillThere({ id, status }: Asset, { db }: Pick<CheckDeps, 'db'>): Promise<boolean> {
  return (await db.asset.count({ where: { id, status, deletedAt: null } })) === 1
}

/** Small ones are made again from a good original; a lost original cannot be, and its asset says so from now on. */
async function mend(asset: Asset, wrong: Wrong[], deps: CheckDeps): Promise<Repair> {
  const isOriginalWrong = wrong.some(({ key }) => key === assetKey(asset, 'original'))
  if (!isOriginalWrong && (await isTheSame(asset, deps)) && (await remake(asset, deps))) return 'remade'
  await markLost(asset, deps)
  return 'marked'
}

async function remake(asset: Asset, { store, pictures }: CheckDeps): Promise<boolean> {
  const { body } = await store.get(assetKey(asset, 'original'))
  try {
    const marking = (asset.marking ?? undefined) as AiMarking | undefined
    const bytes = await buffer(body)
    const isVideo = asset.mime === 'video/mp4'
    const made = isVideo ? pictures.deriveVideo(bytes, { marking }) : pictures.derive(bytes, marking)
    await storeDerivatives(asset, await made, { store })
    return true
  } catch (error) {
    if (error instanceof PictureUnreadable) return false
    throw error
  }
}

async function markLost({ id, accountId, fileName }: Asset, { db, clock }: CheckDeps): Promise<void> {
  const problem = `The stored file of “${fileName}” was lost or damaged on our side. Upload the photo again, or make the picture again; if you have exported it, the archive still holds it.`
  await inTransaction(db, async (tx) => {
    const { count } = await tx.asset.updateMany({
      where: { id, deletedAt: null, status: { not: 'refused' } },
      data: { status: 'refused', problem },
    })
    if (count) await recordEvent(tx, { accountId, type: 'asset.refused', subjectId: id, now: clock.now() })
  })
}
