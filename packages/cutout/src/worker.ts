import { parentPort } from 'node:worker_threads'
import { liftProduct, visibleBox } from './alpha.ts'
import { findProduct, takeOwnAlpha } from './find-product.ts'
import { loadOpenCv } from './opencv.ts'
import { setStage } from './stage/set-stage.ts'
import type { AnswerMessage, Answers, TaskMessage, TaskName } from './tasks.ts'

const port = parentPort
if (!port) throw new Error('worker.ts runs only as a worker thread; call createCutOut instead')

const { cv } = await loadOpenCv()

port.on('message', (message: TaskMessage) => {
  try {
    const { answer, pixels } = answerTo(message)
    const reply: AnswerMessage = { id: message.id, answer }
    port.postMessage(reply, [pixels.buffer as ArrayBuffer])
  } catch (error) {
    const reply: AnswerMessage = { id: message.id, failure: sentenceOf(error) }
    port.postMessage(reply)
  }
})

/** Does a task; `pixels` are the answer's own, to be handed over in place of being copied. */
function answerTo(message: TaskMessage): { answer: Answers[TaskName]; pixels: Uint8Array } {
  if (message.name === 'find') {
    const { work, ownAlpha, switches } = message.task
    const found = ownAlpha ? takeOwnAlpha(ownAlpha, work) : findProduct(cv, work, switches)
    return { answer: found, pixels: found.mask }
  }
  if (message.name === 'lift') {
    const { picture, part, work, mask } = message.task
    const layer = liftProduct(cv, picture, part, work, mask)
    return { answer: { layer, box: visibleBox(layer) }, pixels: layer.rgba }
  }
  const staged = setStage(message.task)
  return { answer: staged, pixels: staged.pixels }
}

/** OpenCV throws the bare address of its exception. */
function sentenceOf(error: unknown): string {
  if (typeof error === 'number') return String(cv.exceptionFromPtr(error).msg)
  return error instanceof Error ? error.message : String(error)
}
