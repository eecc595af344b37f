import { Worker } from 'node:worker_threads'
import { CutOutError } from './errors.ts'
import type { AnswerMessage, Answers, TaskMessage, TaskName, Tasks, ThreadData } from './tasks.ts'

/** The thread that pixel work is done in: started by the first task, one task after the other. */
export type CutterThread = {
  /** Does a task there. What is listed in `handedOver` moves to the thread in place of being copied. */
  ask<Name extends TaskName>(name: Name, task: Tasks[Name], handedOver?: Uint8Array[]): Promise<Answers[Name]>
  /** Stops it; what is under way is rejected with `closed`. */
  close(): Promise<void>
}

type Waiting = { resolve: (answer: Answers[TaskName]) => void; reject: (error: CutOutError) => void }

/** Keeps OpenCV's 130 MB and its process-wide error handlers out of the caller; holds no process open. */
export function createCutterThread(data: ThreadData): CutterThread {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let lastId = 0
  let isClosed = false

  function startWorker(): Worker {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data })
    started.on('message', (message: AnswerMessage) => {
      const caller = waiting.get(message.id)
      waiting.delete(message.id)
      if ('answer' in message) caller?.resolve(message.answer)
      else caller?.reject(cutFailed(message.failure))
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
    async ask<Name extends TaskName>(name: Name, task: Tasks[Name], handedOver: Uint8Array[] = []) {
      if (isClosed) throw closed()
      worker ??= startWorker()
      worker.ref()
      const message = { id: ++lastId, name, task } as TaskMessage
      const answer = Promise.withResolvers<Answers[TaskName]>()
      waiting.set(message.id, answer)
      worker.postMessage(message, [...new Set(handedOver.map(({ buffer }) => buffer))] as ArrayBuffer[])
      return answer.promise as Promise<Answers[Name]>
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
