import { parentPort } from 'node:worker_threads'
import type { CutOutAnswer, CutOutTask } from './contract.ts'
import { cutPicture } from './cut-picture.ts'
import { loadOpenCv } from './opencv.ts'

const port = parentPort
if (!port) throw new Error('worker.ts runs only as a worker thread; call createCutOut instead')

const { cv } = await loadOpenCv()

port.on('message', ({ id, full, work }: CutOutTask) => {
  try {
    const cutOut = cutPicture(cv, full, work)
    const answer: CutOutAnswer = { id, cutOut }
    port.postMessage(answer, [cutOut.rgba.buffer as ArrayBuffer])
  } catch (error) {
    const answer: CutOutAnswer = { id, failure: sentenceOf(error) }
    port.postMessage(answer)
  }
})

/** OpenCV throws the bare address of its exception. */
function sentenceOf(error: unknown): string {
  if (typeof error === 'number') return String(cv.exceptionFromPtr(error).msg)
  return error instanceof Error ? error.message : String(error)
}
