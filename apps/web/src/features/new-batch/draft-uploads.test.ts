import type { AssetView } from '@studio/core/assets'
import { expect, it, vi } from 'vitest'
import { ProblemError } from '../../lib/problem.ts'
import type { FileInFolder } from '../uploads/read-dropped.ts'
import { createUploadQueue } from '../uploads/upload-queue.ts'
import { EMPTY_DRAFT } from './batch-draft.ts'
import { createDraftKeeper } from './draft-keeper.ts'
import { createDraftUploads } from './draft-uploads.ts'

const inFolder = (path: string, type = 'image/jpeg'): FileInFolder => ({
  path,
  file: new File(['bytes'], path.split('/').at(-1) ?? path, { type }),
})

/** Files that are sent at once; those called so are refused. All others are known, where they are called `known`. */
function send(refused: string, known?: string) {
  const names: string[] = []
  const queue = createUploadQueue(
    async (file) => {
      names.push(file.name)
      if (file.name === refused)
        throw new ProblemError({
          code: 'file_unreadable',
          title: 'Unreadable',
          message: 'It ends too early.',
        })
      const asset = { id: `ast_${file.name}`, fileName: known ?? file.name } as unknown as AssetView
      return { asset, isKnown: known !== undefined }
    },
    () => {},
  )
  const keeper = createDraftKeeper(EMPTY_DRAFT, null, async () => 'bat_1')
  const letGo = vi.fn()
  return { uploads: createDraftUploads(keeper, queue, () => letGo), keeper, names, letGo }
}

it('photos of a folder become sources, and what is none is said: refused in words, or left out', async () => {
  const { uploads, keeper, names, letGo } = send('BROKEN-1.jpg')
  uploads.send([
    inFolder('shoes/SHOE-7/front.jpg'),
    inFolder('shoes/BROKEN-1.jpg'),
    inFolder('shoes/notes.txt', 'text/plain'),
    inFolder('shoes/.DS_Store', ''),
  ])
  expect(uploads.read()).toMatchObject({ total: 2, isUnderWay: true })
  await vi.waitFor(() => expect(letGo).toHaveBeenCalled())
  expect(names).toEqual(['SHOE-7_front.jpg', 'BROKEN-1.jpg'])
  expect(keeper.read().draft.assetIds).toEqual(['ast_SHOE-7_front.jpg'])
  expect(uploads.read()).toMatchObject({
    ...{ total: 2, arrived: 1, isUnderWay: false, leftOut: ['shoes/notes.txt'] },
    failed: [{ fileName: 'BROKEN-1.jpg', problem: { message: 'It ends too early.' } }],
  })
  uploads.forget()
  expect(uploads.read()).toMatchObject({ failed: [], leftOut: [] })
  await keeper.close()
})

it('a photo that the library knows under another name keeps the SKU that its file brought', async () => {
  const { uploads, keeper, letGo } = send('', 'a red mug.jpg')
  uploads.send([inFolder('MUG-1_front.jpg'), inFolder('on oak.jpg')])
  await vi.waitFor(() => expect(letGo).toHaveBeenCalled())
  expect(keeper.read().draft.skus).toEqual({ 'ast_MUG-1_front.jpg': 'MUG-1' })
  await keeper.close()
})

it('a file that was chosen by itself is never left out in silence', () => {
  const { uploads } = send('')
  uploads.send([inFolder('offer.pdf', 'application/pdf')])
  expect(uploads.read()).toMatchObject({ leftOut: [], failed: [{ fileName: 'offer.pdf' }] })
})
