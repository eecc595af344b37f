import type { AssetView } from '@studio/core/assets'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { checkBeforeUpload, type Uploaded } from '../../lib/upload.ts'

/** One file on its way. `share` is the part of its bytes that was sent, from 0 to 1. */
export type Upload = {
  id: number
  fileName: string
  sizeBytes: number
  share: number
} & (
  | { state: 'waiting' | 'sending' }
  | { state: 'done'; asset: AssetView; isKnown: boolean }
  /** `canRetry` is false where the same file would be refused again. */
  | { state: 'failed'; problem: Problem; canRetry: boolean }
)

/** Sends one file; `uploadFile` of `lib/upload.ts` outside of tests. */
export type SendFile = (
  file: File,
  options: { onProgress: (share: number) => void; signal: AbortSignal },
) => Promise<Uploaded>

/** Files sent at the same time: enough to fill a line, few enough that the first is soon there. */
const MOST_AT_ONCE = 3

/** Sends many files, a few at a time, and tells whoever listens how far each has come. */
export type UploadQueue = {
  /** Answers the numbers of the files, in their order. */
  add: (files: readonly File[], onUploaded?: (asset: AssetView, file: File) => void) => readonly number[]
  retry: (id: number) => void
  /** Stops a file that is on its way, or takes an ended one off the list. */
  remove: (id: number) => void
  /** Takes all that is done off the list; failures stay until they are looked at. */
  clearDone: () => void
  /** Keeps the tray away while a page shows its files itself; what is answered ends that. */
  hush: () => () => void
  isHushed: () => boolean
  subscribe: (listener: () => void) => () => void
  read: () => readonly Upload[]
}

type Entry = { upload: Upload; file: File; onUploaded: ((asset: AssetView, file: File) => void) | undefined }

/** Makes an empty queue. `onUploaded` is told of every asset that arrived. */
export function createUploadQueue(send: SendFile, onUploaded: (asset: AssetView) => void): UploadQueue {
  const entries = new Map<number, Entry>()
  const stops = new Map<number, AbortController>()
  const listeners = new Set<() => void>()
  let shown: readonly Upload[] = []
  let nextId = 1
  let hushed = 0

  function show() {
    shown = [...entries.values()].map(({ upload }) => upload)
    for (const tell of listeners) tell()
  }

  function update(id: number, upload: Upload) {
    const entry = entries.get(id)
    if (entry === undefined) return
    entries.set(id, { ...entry, upload })
    show()
  }

  async function start(id: number, { upload, file, onUploaded: tellCaller }: Entry) {
    const base = { id, fileName: upload.fileName, sizeBytes: upload.sizeBytes }
    const stop = new AbortController()
    stops.set(id, stop)
    update(id, { ...base, share: 0, state: 'sending' })
    try {
      const { asset, isKnown } = await send(file, {
        signal: stop.signal,
        onProgress: (share) => update(id, { ...base, share, state: 'sending' }),
      })
      update(id, { ...base, share: 1, state: 'done', asset, isKnown })
      onUploaded(asset)
      tellCaller?.(asset, file)
    } catch (error) {
      const problem = describeProblem(error)
      const canRetry = [
        'offline',
        'internal',
        'storage_unavailable',
        'database_unavailable',
        'rate_limited',
      ].includes(problem.code)
      update(id, { ...base, share: 0, state: 'failed', problem, canRetry })
    } finally {
      stops.delete(id)
      fill()
    }
  }

  function fill() {
    for (const [id, entry] of entries) {
      if (stops.size >= MOST_AT_ONCE) return
      if (entry.upload.state === 'waiting') void start(id, entry)
    }
  }

  return {
    add(files, tellCaller) {
      const ids = files.map((file) => {
        const id = nextId++
        const base = { id, fileName: file.name, sizeBytes: file.size, share: 0 }
        const problem = checkBeforeUpload(file)
        const upload: Upload =
          problem === null
            ? { ...base, state: 'waiting' }
            : { ...base, state: 'failed', problem, canRetry: false }
        entries.set(id, { upload, file, onUploaded: tellCaller })
        return id
      })
      show()
      fill()
      return ids
    },
    retry(id) {
      const entry = entries.get(id)
      if (entry?.upload.state !== 'failed') return
      const { fileName, sizeBytes } = entry.upload
      update(id, { id, fileName, sizeBytes, share: 0, state: 'waiting' })
      fill()
    },
    remove(id) {
      stops.get(id)?.abort()
      entries.delete(id)
      show()
    },
    clearDone() {
      for (const [id, { upload }] of entries) if (upload.state === 'done') entries.delete(id)
      show()
    },
    hush() {
      hushed += 1
      show()
      return () => {
        hushed -= 1
        show()
      }
    },
    isHushed: () => hushed > 0,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: () => shown,
  }
}
