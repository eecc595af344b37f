import { fileNameInFolder, readFileName } from '@studio/core/batches'
import { checkBeforeUpload } from '../../lib/upload.ts'
import type { FileInFolder } from '../uploads/read-dropped.ts'
import type { Upload, UploadQueue } from '../uploads/upload-queue.ts'
import { addSources } from './batch-draft.ts'
import type { DraftKeeper } from './draft-keeper.ts'

/** How far the files stand that were sent for a draft. */
export type UploadTally = {
  /** All of the files of this sending, those that failed among them. */
  total: number
  arrived: number
  isUnderWay: boolean
  /** What has left this machine of all of it, from 0 to 1. */
  share: number
  failed: readonly Extract<Upload, { state: 'failed' }>[]
  /** Files of a folder that are no photos. */
  leftOut: readonly string[]
}

/** Sends files for a draft; each photo becomes a source of it the moment it has arrived, whatever page is on screen. */
export type DraftUploads = ReturnType<typeof createDraftUploads>

/** What systems put into every folder. */
const CLUTTER = /^(\.|Thumbs\.db$|desktop\.ini$)/i

/** Connects a draft with the queue of uploads. `hold` keeps the draft at hand while files are under way. */
export function createDraftUploads(keeper: DraftKeeper, queue: UploadQueue, hold: () => () => void) {
  const ids = new Set<number>()
  let [arrived, leftOut]: [number, readonly string[]] = [0, []]

  const own = () => queue.read().filter(({ id }) => ids.has(id))

  function holdUntilSent() {
    const letGo = hold()
    const stop = queue.subscribe(() => {
      if (own().some(isOpen)) return
      stop()
      letGo()
    })
  }

  function read(): UploadTally {
    const all = own()
    const open = all.filter(isOpen)
    const failed = all.filter((upload) => upload.state === 'failed')
    const total = arrived + open.length + failed.length
    const sent = open.reduce((sum, { share }) => sum + share, arrived)
    const share = sent / Math.max(1, arrived + open.length)
    return { total, arrived, isUnderWay: open.length > 0, share, failed, leftOut }
  }

  return {
    read,
    send(files: readonly FileInFolder[]) {
      if (!read().isUnderWay) [arrived, leftOut] = [0, []]
      const real = files.filter(({ file }) => !CLUTTER.test(file.name))
      const strays = real.filter(isNoPhotoOfFolder)
      leftOut = [...leftOut, ...strays.map(({ path }) => path)]
      const photos = real.filter((each) => !strays.includes(each)).map(inLibrary)
      if (photos.length === 0) return
      const added = queue.add(photos, ({ id, fileName }, sent) => {
        arrived += 1
        // The very same photo may be in the library under another name.
        const { sku } = readFileName(sent.name)
        const isSaid = sku === null || sku === readFileName(fileName).sku
        keeper.change((draft) =>
          addSources(draft, { assetIds: [id], ...(!isSaid && { skus: { [id]: sku } }) }),
        )
      })
      for (const id of added) ids.add(id)
      holdUntilSent()
    },
    /** Sends the failed ones again that may go through this time. */
    retry() {
      for (const { id, canRetry } of read().failed) if (canRetry) queue.retry(id)
      holdUntilSent()
    },
    /** Takes the failed ones, and what was left out, off the list. */
    forget() {
      leftOut = []
      for (const { id } of read().failed) queue.remove(id)
    },
    /** Stops all that has not arrived; what has stays. */
    stop() {
      for (const upload of own()) if (isOpen(upload)) queue.remove(upload.id)
    },
  }
}

function isOpen({ state }: Upload): boolean {
  return state === 'waiting' || state === 'sending'
}

/** A folder holds other things too; of a file that was chosen by itself it is said why it was refused. */
function isNoPhotoOfFolder({ file, path }: FileInFolder): boolean {
  return path.includes('/') && checkBeforeUpload(file)?.code === 'file_type_refused'
}

function inLibrary({ file, path }: FileInFolder): File {
  const name = fileNameInFolder(path)
  return name === file.name ? file : new File([file], name, { type: file.type })
}
