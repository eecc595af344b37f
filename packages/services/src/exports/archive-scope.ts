import type { Database, Prisma } from '@studio/db'

/** What an archive is about: an account's things of up to a moment, all of them or the pictures that are named. */
export type ArchiveScope = { accountId: string; assetIds: readonly string[] | null; until: Date }

const PAGE_PICTURES = 500

const withPlace = {
  output: {
    select: {
      generation: {
        select: {
          ...{ id: true, shotId: true, createdAt: true },
          batchItem: { select: { sku: true, name: true } },
        },
      },
    },
  },
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

/** Reads the pictures of a scope, oldest first, page by page; of named ones each page asks for its own names only. */
export async function* readPictures(
  scope: ArchiveScope,
  db: Database,
  only: Prisma.AssetWhereInput = {},
): AsyncGenerator<ArchivedPicture> {
  const read = (part: ArchiveScope, after = '') =>
    db.asset.findMany({
      where: { AND: [picturesOf(part), only, { id: { gt: after } }] },
      include: withPlace,
      orderBy: { id: 'asc' },
      take: PAGE_PICTURES,
    })
  if (scope.assetIds) {
    const ids = [...scope.assetIds].sort()
    for (let from = 0; from < ids.length; from += PAGE_PICTURES)
      yield* await read({ ...scope, assetIds: ids.slice(from, from + PAGE_PICTURES) })
    return
  }
  for (let after = ''; ; ) {
    const pictures = await read(scope, after)
    yield* pictures
    if (pictures.length < PAGE_PICTURES) return
    after = pictures.at(-1)?.id ?? ''
  }
}
