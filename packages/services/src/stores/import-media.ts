import { Readable } from 'node:stream'
import { FILE_ENDINGS, MAX_UPLOAD_BYTES } from '@studio/core/assets'
import { DomainError, type Id } from '@studio/core/kernel'
import { IMPORT_PROBLEMS, type ImportProblem } from '@studio/core/stores'
import { inTransaction, type Prisma, recordEvent } from '@studio/db'
import { StoreFailure } from '@studio/integrations/store-connector'
import { takeUpload } from '../assets/index.ts'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { judgeFailure } from './judge-failure.ts'
import { openStore, type StoreDeps } from './open-store.ts'
import { mediaOf } from './product-state.ts'

type ImportDeps = StoreDeps & Pick<Deps, 'queue' | 'store' | 'pictures' | 'tempDir' | 'logger'>

const WITH_STORE = { store: true, account: { select: { closedAt: true } } } as const
type ProductOfStore = Prisma.ProductGetPayload<{ include: typeof WITH_STORE }>

/**
 * Takes one picture of a product into the library as if it had been uploaded, and remembers where it is from. Safe to run
 * twice: the same bytes are the same asset. A picture that cannot be taken is told by an event.
 * @throws StoreFailure when the store cannot be read now, so that the queue delivers the job again
 */
export async function importMedia(
  actor: Actor,
  { productId, mediaId, signal }: { productId: string; mediaId: string; signal: AbortSignal },
  deps: ImportDeps,
): Promise<void> {
  requireSystem(actor)
  const product = await deps.db.product.findUnique({ where: { id: productId }, include: WITH_STORE })
  if (!product || product.account.closedAt) return
  try {
    const assetId = await takeMedia(product, mediaId, signal, deps)
    await writeSource(product, { mediaId, assetId }, deps)
  } catch (error) {
    signal.throwIfAborted()
    const code = problemOf(error)
    // What passes by itself, an outage of the storage too, is tried again.
    if (!code) throw error
    if (error instanceof StoreFailure)
      deps.logger.warn({ productId, code: error.code, diagnosis: error.diagnosis }, 'picture not imported')
    const { accountId } = product
    const told = { accountId, type: 'product.import_failed' as const, subjectId: productId }
    await inTransaction(deps.db, (tx) =>
      recordEvent(tx, { ...told, facts: { mediaId, code }, now: deps.clock.now() }),
    )
  }
}

async function takeMedia(
  product: ProductOfStore,
  mediaId: string,
  signal: AbortSignal,
  deps: ImportDeps,
): Promise<string> {
  const media = mediaOf(product)
  const index = media.findIndex(({ foreignId }) => foreignId === mediaId)
  const url = media[index]?.url
  if (!url) throw new StoreFailure('media_gone', 'not mirrored')
  if (product.store.status !== 'connected') throw new StoreFailure('access_revoked', product.store.status)
  const { bytes, mime } = await openStore(product.store, deps).readMedia(url, MAX_UPLOAD_BYTES, signal)
  const owner = { accountId: product.accountId as Id<'account'>, isTest: false }
  const place = index === 0 ? '' : `-${index + 1}`
  const ending = FILE_ENDINGS[mime]
  const fileName = `${product.handle}${place}${ending ? `.${ending}` : ''}`
  const { asset } = await takeUpload(owner, { body: Readable.from([bytes]), fileName }, deps)
  return asset.id
}

/** The asset is from this product, also if another one has the very same picture. */
async function writeSource(
  { id: productId, accountId }: ProductOfStore,
  { mediaId, assetId }: { mediaId: string; assetId: string },
  { db, clock }: ImportDeps,
): Promise<void> {
  const now = clock.now()
  await inTransaction(db, async (tx) => {
    const written = await tx.$executeRaw`
      INSERT INTO product_source (asset_id, account_id, product_id, media_id, created_at)
      SELECT a.id, a.account_id, p.id, ${mediaId}, ${now}
      FROM asset a JOIN product p ON p.id = ${productId} AND p.account_id = a.account_id
      WHERE a.id = ${assetId} AND a.deleted_at IS NULL
      ON CONFLICT (asset_id, product_id) DO UPDATE SET media_id = EXCLUDED.media_id`
    if (written === 0) return
    const facts = { assetId, mediaId }
    await recordEvent(tx, { accountId, type: 'product.imported', subjectId: productId, facts, now })
  })
}

/** Why the picture cannot be taken; null for what passes by itself. */
function problemOf(error: unknown): ImportProblem | null {
  if (error instanceof DomainError) return isProblem(error.code) ? error.code : null
  if (!(error instanceof StoreFailure)) return null
  const { passes, isShut } = judgeFailure(error)
  if (passes) return null
  if (isShut) return 'store_locked_out'
  if (error.code === 'media_gone') return 'media_gone'
  return error.code === 'media_refused' ? 'file_too_large' : 'store_refused'
}

function isProblem(code: string): code is ImportProblem {
  return Object.hasOwn(IMPORT_PROBLEMS, code)
}
