import type { Asset, Database, Prisma, Transaction } from '@studio/db'
import type { EarlierTurn } from '@studio/integrations/picture-provider'
import type { Deps } from '../kernel/index.ts'
import { readPicture, readSources } from './read-sources.ts'

/** How many earlier turns a provider is reminded of: each one is sent, and paid for, with every change. */
const MAX_TURNS = 4

const withTurn = {
  asset: true,
  generation: { include: { sources: { orderBy: { position: 'asc' }, include: { asset: true } } } },
} as const satisfies Prisma.OutputInclude

/** An earlier turn: a generation, and the one of its pictures that was then changed. */
export type Turn = Prisma.OutputGetPayload<{ include: typeof withTurn }> & { asset: Asset; signature: string }

/**
 * The turns that led to the output that is changed, oldest first: as far back as the same model made them and
 * signed its answers, and their pictures are still there. Empty where the provider has nothing to go on from.
 */
export async function readConversation(
  db: Database | Transaction,
  { refinesOutputId, modelId }: { refinesOutputId: string | null; modelId: string },
): Promise<Turn[]> {
  const turns: Turn[] = []
  for (let id = refinesOutputId; id && turns.length < MAX_TURNS; ) {
    const output = await db.output.findUnique({ where: { id }, include: withTurn })
    const { asset = null, signature = null } = output ?? {}
    if (!output || !asset || asset.deletedAt || !signature || output.generation.modelId !== modelId) break
    turns.unshift({ ...output, asset, signature })
    id = output.generation.refinesOutputId
  }
  return turns
}

/** Of these sources those that no turn has shown yet, neither as a source nor as its answer. */
export function notYetShown<Source extends { assetId: string | null }>(
  sources: readonly Source[],
  turns: readonly Turn[],
): Source[] {
  const shown = new Set(
    turns.flatMap(({ assetId, generation }) => [assetId, ...generation.sources.map((each) => each.assetId)]),
  )
  return sources.filter(({ assetId }) => assetId === null || !shown.has(assetId))
}

/** Reads the turns' pictures. Sources that were deleted since are left out: the answer shows what came of them. */
export function toEarlierTurns(
  turns: readonly Turn[],
  deps: Pick<Deps, 'store' | 'pictures'>,
): Promise<EarlierTurn[]> {
  return Promise.all(
    turns.map(async ({ generation, asset, signature }, index) => {
      const present = generation.sources.filter((source) => source.asset && !source.asset.deletedAt)
      return {
        prompt: generation.prompt,
        sources: await readSources(
          notYetShown(present, turns.slice(0, index)),
          { takesOriginals: false },
          deps,
        ),
        answer: await readPicture(asset, false, deps),
        signature,
      }
    }),
  )
}
