import type { BrandKitView } from '@studio/core/brand-kits'
import type { BrandWords } from '@studio/core/shots'
import type { Database, Transaction } from '@studio/db'
import { type AssetRow, viewAsset, withOutput } from '../assets/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'

/** Shows the account's brand kit; an empty one as long as nothing was saved. */
export async function readBrandKit(actor: Actor, { db }: Pick<Deps, 'db'>): Promise<BrandKitView> {
  return findBrandKit(db, requireAccount(actor, 'generations:read'))
}

/** The brand kit of an account, as the doors show it. A logo that was deleted is none. */
export async function findBrandKit(db: Database | Transaction, accountId: string): Promise<BrandKitView> {
  const kit = await db.brandKit.findUnique({
    where: { accountId },
    include: { logo: { include: withOutput } },
  })
  const logo: AssetRow | null = kit?.logo && kit.logo.deletedAt === null ? kit.logo : null
  const view = logo && viewAsset(logo)
  return {
    colours: (kit?.colours ?? []) as string[],
    logoAssetId: view?.id ?? null,
    wordsToUse: kit?.wordsToUse ?? [],
    wordsToAvoid: kit?.wordsToAvoid ?? [],
    logo: view,
    updatedAt: kit?.updatedAt.toISOString() ?? null,
  }
}

/** What an account's brand has to say in a prompt; null while it says nothing. */
export async function readBrandWords(
  db: Database | Transaction,
  accountId: string,
): Promise<BrandWords | null> {
  const kit = await db.brandKit.findUnique({ where: { accountId } })
  if (!kit) return null
  const { wordsToUse, wordsToAvoid } = kit
  const colours = kit.colours as string[]
  return colours.length + wordsToUse.length + wordsToAvoid.length > 0
    ? { colours, wordsToUse, wordsToAvoid }
    : null
}
