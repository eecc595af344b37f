import { DomainError } from '@studio/core/kernel'
import type { AspectRatio, ImageSize } from '@studio/core/models'
import {
  findShot,
  fromSavedShot,
  type SavedShotRecord,
  type Shot,
  type ShotOptions,
  withBrandColour,
} from '@studio/core/shots'
import type { Database, SavedShot, Transaction } from '@studio/db'
import { readBrandWords } from '../brand-kits/index.ts'

/**
 * Finds a shot by id, of the catalogue or one that the account saved, as it is made for this account.
 * @throws DomainError `invalid_input` for one that there is not, also for somebody else's
 */
export async function resolveShot(
  db: Database | Transaction,
  accountId: string,
  shotId: string,
): Promise<Shot> {
  const brand = await readBrandWords(db, accountId)
  const colours = brand?.colours ?? []
  const shot = findShot(shotId)
  if (shot) return withBrandColour(shot, colours)
  const saved = await db.savedShot.findFirst({ where: { id: shotId, accountId } })
  if (saved) return toShot(saved, colours)
  throw new DomainError('invalid_input', `There is no shot called "${shotId}", or it was deleted.`)
}

/** Makes a shot of a saved one. `colours` are the brand's. */
export function toShot(saved: SavedShot, colours: readonly string[]): Shot {
  const base = findShot(saved.baseShotId ?? '')
  return fromSavedShot(recordOf(saved), base && withBrandColour(base, colours))
}

function recordOf({ id, version, name, words, baseShotId, modelId, ...saved }: SavedShot): SavedShotRecord {
  return {
    ...{ id, version, name, words, baseShotId, modelId },
    aspectRatio: saved.aspectRatio as AspectRatio,
    imageSize: saved.imageSize as ImageSize,
    options: saved.options as ShotOptions,
  }
}
