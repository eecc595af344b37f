import { SHOTS, type Shot, type ShotView, viewShot, withBrandColour } from '@studio/core/shots'
import { readBrandWords } from '../brand-kits/index.ts'
import type { Actor, Deps } from '../kernel/index.ts'
import { problemsFor } from './problems-for.ts'
import { toShot } from './resolve-shot.ts'

/** What listing shots takes. */
export type ListShotsDeps = Pick<Deps, 'db' | 'clock' | 'registry' | 'offeredProviders'>

/**
 * All shots that somebody can choose from: the account's own, newest first, then the catalogue. Each says whether it
 * is a favourite, and why it cannot be made as it is. Who has not signed in, and a token that may not read
 * generations, sees the catalogue alone.
 */
export async function listShots(actor: Actor, deps: ListShotsDeps): Promise<ShotView[]> {
  const accountId = readerOf(actor)
  const own = accountId === null ? NOTHING : await readOwn(accountId, deps.db)
  const problemOf = await problemsFor(actor, deps)
  const shots = [...own.saved, ...SHOTS.map((shot) => withBrandColour(shot, own.colours))]
  return shots.map((shot) =>
    viewShot(shot, { isFavourite: own.favourites.has(shot.id), problem: problemOf(shot) }),
  )
}

function readerOf(actor: Actor): string | null {
  if (actor.kind === 'account') return actor.accountId
  return actor.kind === 'token' && actor.scopes.includes('generations:read') ? actor.accountId : null
}

type Own = { saved: readonly Shot[]; favourites: ReadonlySet<string>; colours: readonly string[] }

const NOTHING: Own = { saved: [], favourites: new Set(), colours: [] }

async function readOwn(accountId: string, db: Deps['db']): Promise<Own> {
  const [saved, favourites, brand] = await Promise.all([
    db.savedShot.findMany({ where: { accountId }, orderBy: { id: 'desc' } }),
    db.favouriteShot.findMany({ where: { accountId } }),
    readBrandWords(db, accountId),
  ])
  const colours = brand?.colours ?? []
  return {
    saved: saved.map((row) => toShot(row, colours)),
    favourites: new Set(favourites.map(({ shotId }) => shotId)),
    colours,
  }
}
