import { Worker } from 'node:worker_threads'
import type { CutOut, CutOutAnswer, CutOutTask } from './contract.ts'
import { decodePhoto } from './decode-photo.ts'
import { CutOutError } from './errors.ts'

const defaultMaxSidePx = 2048

/** Cuts products out of photos until it is closed. */
export type CutOutMaker = {
  /**
   * Cuts the product out of one photo (JPEG, PNG, WebP, AVIF; at most 50 megapixels). The same bytes give the same
   * cut-out. `maxSidePx` limits the longer side of the answer (2048 unless told).
   * Rejects with a CutOutError: `unreadable-photo`, `cut-failed`, or `closed`.
   */
  cutOut(photo: Uint8Array, options?: { maxSidePx?: number }): Promise<CutOut>
  /** Stops the thread; photos still under way are rejected with `closed`. */
  close(): Promise<void>
}

type Waiting = { resolve: (cutOut: CutOut) => void; reject: (error: CutOutError) => void }

/**
 * Makes a cutter with one worker thread, started by the first photo; photos are cut one after the other.
 * The thread keeps OpenCV's 130 MB and its process-wide error handlers out of the caller, and holds no process open.
 */
export function createCutOut(): CutOutMaker {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let lastId = 0
  let isClosed = false

  function startWorker(): Worker {
    const started = new Worker(new URL('./worker.ts', import.meta.url))
    started.on('message', (answer: CutOutAnswer) => {
      const caller = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('cutOut' in answer) caller?.resolve(answer.cutOut)
      else caller?.reject(cutFailed(answer.failure))
      if (waiting.size === 0) started.unref()
    })
    started.on('error', (error) => rejectAll(cutFailed(error)))
    started.on('exit', () => {
      if (worker === started) worker = undefined
      rejectAll(isClosed ? closed() : cutFailed('the worker thread ended'))
    })
    return started
  }

  function rejectAll(error: CutOutError) {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  return {
    async cutOut(photo, { maxSidePx = defaultMaxSidePx } = {}) {
      const pictures = await decodePhoto(photo, maxSidePx)
      if (isClosed) throw closed()
      worker ??= startWorker()
      worker.ref()
      const task: CutOutTask = { id: ++lastId, ...pictures }
      const answer = Promise.withResolvers<CutOut>()
      waiting.set(task.id, answer)
      const buffers = new Set([task.full.rgb.buffer, task.work.rgb.buffer])
      worker.postMessage(task, [...buffers] as ArrayBuffer[])
      return answer.promise
    },
    async close() {
      isClosed = true
      await worker?.terminate()
      rejectAll(closed())
    },
  }
}

function cutFailed(cause: unknown): CutOutError {
  return new CutOutError('cut-failed', 'The product could not be cut out of this photo.', { cause })
}

function closed(): CutOutError {
  return new CutOutError('closed', 'The photo was not cut out because the cutter was closed.')
}
