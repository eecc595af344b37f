import type { Database, Prisma } from '@studio/db'

/** What an archive is about: an account's things of up to a moment, all of them or the pictures that are named. */
export type ArchiveScope = { accountId: string; assetIds: readonly string[] | null; until: Date }

const PAGE_PICTURES = 500

const withPlace = {
  output: { select: { generation: { select: { id: true, shotId: true, createdAt: true } } } },
} as const satisfies Prisma.AssetInclude

/** A picture, and the generation that it is an output of. */
export type ArchivedPicture = Prisma.AssetGetPayload<{ include: typeof withPlace }>

/** The generation that pictures lie under. */
export type PictureGeneration = NonNullable<ArchivedPicture['output']>['generation']

/** The pictures of a scope whose original is stored. */
export function picturesOf({ accountId, assetIds, until }: ArchiveScope): Prisma.AssetWhereInput {
  return {
    accountId,
    deletedAt: null,
    status: { in: ['preparing', 'ready'] },
    createdAt: { lte: until },
    ...(assetIds && { id: { in: [...assetIds] } }),
  }
}

/** Reads the pictures of a scope, oldest first, page by page. */
export async function* readPictures(
  scope: ArchiveScope,
  db: Database,
  only: Prisma.AssetWhereInput = {},
): AsyncGenerator<ArchivedPicture> {
  let after = ''
  for (;;) {
    const pictures = await db.asset.findMany({
      where: { AND: [picturesOf(scope), only, { id: { gt: after } }] },
      include: withPlace,
      orderBy: { id: 'asc' },
      take: PAGE_PICTURES,
    })
    yield* pictures
    if (pictures.length < PAGE_PICTURES) return
    after = pictures.at(-1)?.id ?? ''
  }
}
