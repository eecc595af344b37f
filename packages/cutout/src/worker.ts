import { parentPort, workerData } from 'node:worker_threads'
import { liftProduct, visibleBox } from './alpha.ts'
import type { FoundMask } from './contract.ts'
import { findDetails } from './find-details.ts'
import { findProduct, takeOwnAlpha } from './find-product.ts'
import { loadOpenCv } from './opencv.ts'
import { loadSegmenter, type Segmenter } from './segment.ts'
import { setStage } from './stage/set-stage.ts'
import type { AnswerMessage, Answers, TaskMessage, TaskName, Tasks, ThreadData } from './tasks.ts'

const port = parentPort
if (!port) throw new Error('worker.ts runs only as a worker thread; call createCutOut instead')

const { cv } = await loadOpenCv()

const { model } = workerData as ThreadData
let segmenter: Promise<Segmenter> | undefined

port.on('message', async (message: TaskMessage) => {
  try {
    const { answer, handedOver } = await answerTo(message)
    const reply: AnswerMessage = { id: message.id, answer }
    port.postMessage(
      reply,
      handedOver.map(({ buffer }) => buffer as ArrayBuffer),
    )
  } catch (error) {
    const reply: AnswerMessage = { id: message.id, failure: sentenceOf(error) }
    port.postMessage(reply)
  }
})

/** Does a task; large parts of the answer are handed over in place of being copied. */
async function answerTo(
  message: TaskMessage,
): Promise<{ answer: Answers[TaskName]; handedOver: Uint8Array[] }> {
  if (message.name === 'find') {
    const found = await find(message.task)
    return { answer: found, handedOver: [found.mask] }
  }
  if (message.name === 'lift') {
    const { picture, part, work, mask } = message.task
    const layer = liftProduct(cv, picture, part, work, mask)
    return { answer: { layer, box: visibleBox(layer) }, handedOver: [layer.rgba] }
  }
  if (message.name === 'details') {
    const { work, mask, wanted } = message.task
    return { answer: findDetails(cv, work, mask, wanted), handedOver: [] }
  }
  const staged = setStage(message.task)
  return { answer: staged, handedOver: [staged.pixels] }
}

async function find({ work, ownAlpha, switches }: Tasks['find']): Promise<FoundMask> {
  if (ownAlpha) return takeOwnAlpha(ownAlpha, work)
  if (!model) return findProduct(cv, work, switches)
  segmenter ??= loadSegmenter(cv, model)
  return (await segmenter)(work, switches.fillHoles ?? false)
}

/** OpenCV throws the bare address of its exception. */
function sentenceOf(error: unknown): string {
  if (typeof error === 'number') return String(cv.exceptionFromPtr(error).msg)
  return error instanceof Error ? error.message : String(error)
}
