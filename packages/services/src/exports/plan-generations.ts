import type { Database } from '@studio/db'
import { type GenerationRow, viewGeneration, withEverything } from '../generations/index.ts'
import type { ArchiveScope } from './archive-scope.ts'
import { generationFolder, type PictureNames } from './name-pictures.ts'
import type { PlannedFile } from './open-ahead.ts'
import { jsonFile } from './write-json.ts'

const PAGE_GENERATIONS = 50

/** Plans a file for each generation: what was asked, the recipe of every output, and where its pictures lie. */
export async function* planGenerations(
  { accountId, assetIds, until }: ArchiveScope,
  { names, db }: { names: PictureNames; db: Database },
): AsyncGenerator<PlannedFile> {
  let after = ''
  for (;;) {
    const generations = await db.generation.findMany({
      where: {
        accountId,
        deletedAt: null,
        createdAt: { lte: until },
        id: { gt: after },
        ...(assetIds && { outputs: { some: { assetId: { in: [...assetIds] } } } }),
      },
      include: withEverything,
      orderBy: { id: 'asc' },
      take: PAGE_GENERATIONS,
    })
    for (const generation of generations) {
      yield {
        name: `${generationFolder(generation)}/generation.json`,
        modifiedAt: generation.finishedAt ?? generation.createdAt,
        open: async () => jsonFile(() => describe(generation, names)),
      }
    }
    if (generations.length < PAGE_GENERATIONS) return
    after = generations.at(-1)?.id ?? ''
  }
}

/** A generation as the studio shows it, and where each of its pictures lies in the archive. */
function describe(generation: GenerationRow, names: PictureNames) {
  const view = viewGeneration(generation)
  const pictures = [...view.sources, ...view.outputs].flatMap(({ asset }) => asset?.id ?? [])
  return { ...view, files: Object.fromEntries(pictures.map((id) => [id, names.find(id)])) }
}
