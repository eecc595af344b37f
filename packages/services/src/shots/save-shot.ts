import { DomainError, newId, notFound } from '@studio/core/kernel'
import { findModel } from '@studio/core/models'
import {
  findShot,
  fromSavedShot,
  MAX_SAVED_SHOTS,
  type SavedShotInput,
  type ShotView,
  viewShot,
} from '@studio/core/shots'
import { inTransaction, recordEvent, type SavedShot, type Transaction } from '@studio/db'
import { readBrandWords } from '../brand-kits/index.ts'
import { type Actor, requireAccount } from '../kernel/index.ts'
import type { ListShotsDeps } from './list-shots.ts'
import { problemsFor } from './problems-for.ts'
import { toShot } from './resolve-shot.ts'

/**
 * Keeps a shot of one's own.
 * @throws DomainError `invalid_input` for a base or a model that there is not, or nothing said; `option_not_supported` for what
 * its model cannot make; `plan_limit` beyond the limit
 */
export async function saveShot(actor: Actor, input: SavedShotInput, deps: ListShotsDeps): Promise<ShotView> {
  const accountId = requireAccount(actor, 'generations:write')
  await refuseImpossible(actor, input, deps)
  return inTransaction(deps.db, async (tx) => {
    // Two who save at once wait for each other here, so that both count.
    await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`
    if ((await tx.savedShot.count({ where: { accountId } })) >= MAX_SAVED_SHOTS) {
      throw new DomainError(
        'plan_limit',
        `An account keeps at most ${MAX_SAVED_SHOTS} shots of its own. Delete one that is no longer needed.`,
        { limit: MAX_SAVED_SHOTS },
      )
    }
    const now = deps.clock.now()
    const dates = { createdAt: now, updatedAt: now }
    const saved = await tx.savedShot.create({
      data: { ...input, id: newId('savedShot', now), accountId, ...dates },
    })
    return showSaved(tx, saved, now)
  })
}

/**
 * Changes a saved shot: its version rises, and work that was started keeps what it was started with.
 * @throws DomainError as `saveShot`; `not_found`
 */
export async function changeShot(
  actor: Actor,
  { id, ...input }: SavedShotInput & { id: string },
  deps: ListShotsDeps,
): Promise<ShotView> {
  const accountId = requireAccount(actor, 'generations:write')
  await refuseImpossible(actor, input, deps)
  return inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    const { count } = await tx.savedShot.updateMany({
      where: { id, accountId },
      data: { ...input, version: { increment: 1 }, updatedAt: now },
    })
    if (count === 0) throw notFound('saved shot')
    return showSaved(tx, await tx.savedShot.findUniqueOrThrow({ where: { id } }), now)
  })
}

async function refuseImpossible(actor: Actor, input: SavedShotInput, deps: ListShotsDeps): Promise<void> {
  const { words, baseShotId, modelId } = input
  const base = findShot(baseShotId ?? '')
  if (baseShotId !== null && !base) {
    throw new DomainError('invalid_input', `The catalogue has no shot called "${baseShotId}".`)
  }
  if (!base && words === '') {
    throw new DomainError('invalid_input', 'Say in your own words what the picture shows, or choose a shot.')
  }
  const problemOf = await problemsFor(actor, deps)
  const problem = problemOf(fromSavedShot({ ...input, id: '', version: 1 }, base))
  if (problem) throw new DomainError('option_not_supported', problem)
  // A test token hears of no problem, since it works on other models. But a registry must keep every model that a shot names.
  if (!findModel(await deps.registry(), modelId)) {
    throw new DomainError('invalid_input', `There is no model called "${modelId}".`)
  }
}

/** Shows what was just saved, and tells of it. */
async function showSaved(tx: Transaction, saved: SavedShot, now: Date): Promise<ShotView> {
  const { id, accountId } = saved
  await recordEvent(tx, { accountId, type: 'saved_shot.changed', subjectId: id, now })
  const brand = await readBrandWords(tx, accountId)
  const favourites = await tx.favouriteShot.count({ where: { accountId, shotId: id } })
  return viewShot(toShot(saved, brand?.colours ?? []), { isFavourite: favourites > 0, problem: null })
}
