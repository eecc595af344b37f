import { extname } from 'node:path'
import { type Call, doneAt, type Resolver, requireScope, touch } from './call.ts'
import { makeFile, nameIn, readContent } from './make-file.ts'
import { statusOf } from './media-life.ts'
import { showFile } from './show.ts'
import { newGid, type StoredFile } from './state.ts'
import {
  ALT_TOO_LONG,
  MAX_ALT_CHARACTERS,
  MEDIA_LIMIT,
  TOO_MANY_MEDIA,
  type UserError,
  userError,
} from './user-error.ts'

type NewFile = {
  originalSource: string
  alt?: string | null
  filename?: string | null
  duplicateResolutionMode: 'APPEND_UUID' | 'RAISE_ERROR' | 'REPLACE'
}

type ChangedFile = {
  id: string
  alt?: string | null
  originalSource?: string | null
  referencesToAdd?: string[] | null
  referencesToRemove?: string[] | null
}

/** What can be done to files. All of a call is done, or nothing. */
export const FILE_MUTATIONS: Record<string, Resolver> = {
  async fileCreate({ files }: { files: NewFile[] }, call) {
    requireScope(call, 'write_files', 'fileCreate')
    const userErrors = files.flatMap((file, index) => findNewFileErrors(file, index, call))
    if (userErrors.length > 0) return { files: [], userErrors }
    const made: StoredFile[] = []
    for (const file of files) made.push(await createFile(file, call))
    return { files: made.map((file) => showFile(file, call)), userErrors: [] }
  },

  async fileUpdate({ files }: { files: ChangedFile[] }, call) {
    requireScope(call, 'write_files', 'fileUpdate')
    const userErrors = files.flatMap((file, index) => findChangeErrors(file, index, call))
    if (userErrors.length > 0) return { files: [], userErrors }
    for (const file of files) await changeFile(file, call)
    return { files: files.map(({ id }) => showFile(call.shop.files[id] as StoredFile, call)), userErrors: [] }
  },

  fileDelete({ fileIds }: { fileIds: string[] }, call) {
    requireScope(call, 'write_files', 'fileDelete')
    const missing = fileIds.filter((id) => !call.shop.files[id])
    if (missing.length > 0) {
      const message = `File id ${missing.join(', ')} does not exist.`
      return { deletedFileIds: null, userErrors: [userError(['fileIds'], 'FILE_DOES_NOT_EXIST', message)] }
    }
    for (const id of fileIds) {
      for (const product of Object.values(call.shop.products)) takeOff(id, product.id, call)
      delete call.shop.files[id]
    }
    return { deletedFileIds: fileIds, userErrors: [] }
  },

  fileAcknowledgeUpdateFailed({ fileIds }: { fileIds: string[] }, call) {
    requireScope(call, 'write_files', 'fileAcknowledgeUpdateFailed')
    const files = fileIds.flatMap((id) => call.shop.files[id] ?? [])
    for (const file of files) if (file.picture) file.problem = null
    return { files: files.map((file) => showFile(file, call)), userErrors: [] }
  },
}

function findNewFileErrors(file: NewFile, index: number, call: Call): UserError[] {
  const at = (name: string) => ['files', index, name]
  if ((file.alt ?? '').length > MAX_ALT_CHARACTERS)
    return [userError(at('alt'), 'ALT_VALUE_LIMIT_EXCEEDED', ALT_TOO_LONG)]
  if (!URL.canParse(file.originalSource))
    return [userError(at('originalSource'), 'INVALID_IMAGE_SOURCE_URL', 'Image URL is invalid')]
  const { filename } = file
  if (!filename) return []
  if (extname(filename).toLowerCase() !== extname(nameIn(file.originalSource)).toLowerCase())
    return [
      userError(
        at('filename'),
        'MISMATCHED_FILENAME_AND_ORIGINAL_SOURCE',
        'The file extension of the filename must match the file extension of the original source.',
      ),
    ]
  if (file.duplicateResolutionMode !== 'RAISE_ERROR' || !findByName(filename, call)) return []
  return [
    userError(
      at('filename'),
      'FILENAME_ALREADY_EXISTS',
      'A file with the filename already exists. Use a different filename.',
    ),
  ]
}

async function createFile(file: NewFile, call: Call): Promise<StoredFile> {
  const { originalSource, alt, filename, duplicateResolutionMode } = file
  const wanted = filename || nameIn(originalSource)
  const earlier = findByName(wanted, call)
  if (earlier && duplicateResolutionMode === 'REPLACE') {
    await changeFile({ id: earlier.id, originalSource, alt: alt ?? earlier.alt }, call)
    return earlier
  }
  const fileName = earlier ? withSuffix(wanted, newGid(call.parts.world, 'suffix')) : wanted
  return makeFile({ originalSource, fileName, alt: alt ?? '' }, call)
}

function findByName(fileName: string, { shop }: Call): StoredFile | undefined {
  return Object.values(shop.files).find((file) => file.fileName.toLowerCase() === fileName.toLowerCase())
}

function withSuffix(fileName: string, gid: string): string {
  const ending = extname(fileName)
  return `${fileName.slice(0, fileName.length - ending.length)}_${gid.split('/').at(-1)}${ending}`
}

function findChangeErrors(change: ChangedFile, index: number, call: Call): UserError[] {
  const at = (name: string) => ['files', index, name]
  const file = call.shop.files[change.id]
  if (!file) return [userError(at('id'), 'FILE_DOES_NOT_EXIST', `File id ${change.id} does not exist.`)]
  if (statusOf(file, call.parts.clock.nowMs()) !== 'READY')
    return [userError(at('id'), 'NON_READY_STATE', 'Non-ready files cannot be updated.')]
  if ((change.alt ?? '').length > MAX_ALT_CHARACTERS)
    return [userError(at('alt'), 'ALT_VALUE_LIMIT_EXCEEDED', ALT_TOO_LONG)]
  const { products } = call.shop
  const [missing] = [...(change.referencesToAdd ?? []), ...(change.referencesToRemove ?? [])].filter(
    (id) => !products[id],
  )
  if (missing) {
    const field = change.referencesToAdd?.includes(missing) ? 'referencesToAdd' : 'referencesToRemove'
    const message = `The reference target ${missing} does not exist.`
    return [userError(at(field), 'REFERENCE_TARGET_DOES_NOT_EXIST', message)]
  }
  const isFull = (change.referencesToAdd ?? []).some((id) => {
    const mediaIds = products[id]?.mediaIds ?? []
    return !mediaIds.includes(file.id) && mediaIds.length >= MEDIA_LIMIT
  })
  return isFull ? [userError(at('referencesToAdd'), 'PRODUCT_MEDIA_LIMIT_EXCEEDED', TOO_MANY_MEDIA)] : []
}

async function changeFile(change: ChangedFile, call: Call): Promise<void> {
  const { parts, shop } = call
  const file = shop.files[change.id] as StoredFile
  if (change.alt != null) file.alt = change.alt
  if (change.originalSource) {
    const { picture, problem } = await readContent(change.originalSource, call)
    // A failed change leaves the picture as it was.
    Object.assign(file, { picture: picture ?? file.picture, problem })
    Object.assign(file, { createdAtMs: parts.clock.nowMs(), readyAtMs: doneAt(parts, 'media') })
  }
  for (const id of change.referencesToAdd ?? []) {
    const product = shop.products[id]
    if (product && !product.mediaIds.includes(file.id)) product.mediaIds.push(file.id)
  }
  for (const id of change.referencesToRemove ?? []) takeOff(file.id, id, call)
  const shown = Object.values(shop.products).filter(({ mediaIds }) => mediaIds.includes(file.id))
  for (const { id } of [...shown]) touch(call, id)
}

/** Takes a file off a product, and off the variants that show it. */
export function takeOff(fileId: string, productId: string, call: Call): void {
  const product = call.shop.products[productId]
  if (!product?.mediaIds.includes(fileId)) return
  product.mediaIds = product.mediaIds.filter((id) => id !== fileId)
  for (const variant of product.variants) if (variant.mediaId === fileId) variant.mediaId = null
  touch(call, productId)
}
