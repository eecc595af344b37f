import type { Readable } from 'node:stream'
import { type AssetView, assetKey, assetPrefix } from '@studio/core/assets'
import { type Id, newId } from '@studio/core/kernel'
import { type Asset, inTransaction, isUniqueViolation, recordEvent } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { type Actor, type Deps, isTestActor, requireAccount } from '../kernel/index.ts'
import { writeAnalysis } from './begin-analysis.ts'
import { findAsset } from './find-asset.ts'
import { type InspectedUpload, inspectUpload } from './inspect-upload.ts'
import { type SpooledUpload, spoolUpload } from './spool-upload.ts'
import { viewAsset } from './view-asset.ts'

/** An upload as it comes in; the name is only for people. */
export type IncomingUpload = { body: Readable; fileName: string }

/** The asset of an upload; `isNew` is false when the very same bytes were there already. */
export type ReceivedUpload = { asset: AssetView; isNew: boolean }

/** Whose an upload becomes; what comes by a test token is not looked at, since nobody pays for it. */
export type UploadOwner = { accountId: Id<'account'>; isTest: boolean }

type UploadDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'store' | 'pictures' | 'tempDir'>

/**
 * Takes in what somebody uploads.
 * @throws DomainError as `takeUpload`
 */
export async function receiveUpload(
  actor: Actor,
  upload: IncomingUpload,
  deps: UploadDeps,
): Promise<ReceivedUpload> {
  const accountId = requireAccount(actor, 'assets:write')
  return takeUpload({ accountId, isTest: isTestActor(actor) }, upload, deps)
}

/**
 * Takes an upload in: inspects it, stores the original byte for byte, and has its derivatives made. A row
 * is written before the bytes, so that a crash between the two leaves nothing that cannot be found.
 * @throws DomainError with a sentence about the file, of which nothing is kept then; `storage_unavailable`, after
 * which the row waits for the same file to be uploaded again, a day at most
 */
export async function takeUpload(
  owner: UploadOwner,
  { body, fileName: givenName }: IncomingUpload,
  deps: UploadDeps,
): Promise<ReceivedUpload> {
  const { accountId } = owner
  const fileName = cleanFileName(givenName)
  await using upload = await spoolUpload(body, deps.tempDir)
  const inspected = await inspectUpload(upload, fileName, deps)

  const asset = await reserveAsset(accountId, fileName, upload, inspected, deps)
  if (asset.status !== 'uploading') {
    if (asset.status === 'preparing') await prepareAgain(asset, deps)
    return { asset: viewAsset(await findAsset(deps.db, accountId, asset.id)), isNew: false }
  }
  const { mime, sizeBytes } = asset
  await deps.store.put(assetKey(asset, 'original'), upload.open(), { mime, sizeBytes })
  await markStored(asset, owner, deps)
  await removeUnlessWanted(asset, deps)
  return { asset: viewAsset(await findAsset(deps.db, accountId, asset.id)), isNew: true }
}

/** The row for these bytes: a new one, or the one that has them or waits for them. */
async function reserveAsset(
  accountId: string,
  fileName: string,
  { sizeBytes, sha256 }: SpooledUpload,
  { mime }: InspectedUpload,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<Asset> {
  const find = () => db.asset.findFirst({ where: { accountId, sha256, kind: 'upload', deletedAt: null } })
  const existing = await find()
  if (existing) return existing
  const now = clock.now()
  const row = { id: newId('asset', now), accountId, fileName, mime, sizeBytes, sha256, createdAt: now }
  try {
    return await db.asset.create({ data: { ...row, kind: 'upload', status: 'uploading' } })
  } catch (error) {
    const winner = isUniqueViolation(error) && (await find())
    if (!winner) throw error
    return winner
  }
}

/** Two uploads of the same bytes may both get here; only one of them enqueues the preparation. */
async function markStored(
  asset: Asset,
  { isTest }: UploadOwner,
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { count } = await tx.asset.updateMany({
      where: { id: asset.id, status: 'uploading' },
      data: { status: 'preparing' },
    })
    if (count === 0) return
    const assetId = asset.id as Id<'asset'>
    const accountId = asset.accountId as Id<'account'>
    const now = clock.now()
    await recordEvent(tx, { accountId, type: 'asset.uploaded', subjectId: assetId, now })
    if (isTest) await writeAnalysis(tx, asset, 'unasked', now)
    await queue.enqueue(tx, 'asset.prepare', { assetId, accountId })
  })
}

/** The preparation may have been given up in an outage: who uploads the photo once more wants it now. */
async function prepareAgain(
  { id, accountId }: Asset,
  { db, queue }: Pick<Deps, 'db' | 'queue'>,
): Promise<void> {
  const payload = { assetId: id as Id<'asset'>, accountId: accountId as Id<'account'> }
  await inTransaction(db, (tx) => queue.enqueue(tx, 'asset.prepare', payload, { unlessPending: true }))
}

/** Deleted or refused while this slower upload of the same bytes ran: what it stored must not stay behind. */
async function removeUnlessWanted(asset: Asset, { db, store }: Pick<Deps, 'db' | 'store'>): Promise<void> {
  const isWanted = await db.asset.count({
    where: { id: asset.id, deletedAt: null, status: { not: 'refused' } },
  })
  if (!isWanted) await deletePrefix(store, assetPrefix(asset))
}

/** Only the last part of a path, without control characters, at most 200 characters. */
function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return (
    last
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, 200)
      .toWellFormed() || 'photo'
  )
}
