import { parentPort, workerData } from 'node:worker_threads'
import hme from 'h264-mp4-encoder'

/** What the thread is started with. Sides are even numbers of pixels. */
export type EncoderSettings = { widthPx: number; heightPx: number; framesPerSecond: number }

/** What it is told: the next frame as RGBA, or that there are no more. */
export type EncoderMessage = { frame: Uint8Array } | 'finish'

/** What it answers: that it wants the next message, or the whole file. */
export type EncoderAnswer = 'ready' | { file: Uint8Array }

/** From 10 (finest) to 51: at 24 a plain ground shows no blocks, and five seconds weigh about a megabyte. */
const QUANTIZATION = 24
/** From 0 (smallest file) to 10 (quickest). */
const SPEED = 10

const port = parentPort
if (!port) throw new Error('The encoder runs as a thread.')
const { widthPx, heightPx, framesPerSecond } = workerData as EncoderSettings

const encoder = await hme.createH264MP4Encoder()
encoder.width = widthPx
encoder.height = heightPx
encoder.frameRate = framesPerSecond
encoder.quantizationParameter = QUANTIZATION
encoder.speed = SPEED
// A whole picture every second, so that a player can jump.
encoder.groupOfPictures = framesPerSecond
encoder.initialize()

port.on('message', (message: EncoderMessage) => {
  if (message !== 'finish') {
    encoder.addFrameRgba(message.frame)
    port.postMessage('ready' satisfies EncoderAnswer)
    return
  }
  encoder.finalize()
  const file = Uint8Array.from(encoder.FS.readFile(encoder.outputFilename))
  port.postMessage({ file } satisfies EncoderAnswer, [file.buffer])
})
port.postMessage('ready' satisfies EncoderAnswer)
