import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import sharp from 'sharp'
import { drawWatermark } from '../../gemini/picture/watermark.ts'
import type { EncoderAnswer, EncoderMessage, EncoderSettings } from './encoder-thread.ts'

/** A video to make: a slow push-in on a picture (any format sharp reads), with its shorter side in pixels. */
export type VideoOrder = {
  picture: Uint8Array
  durationSec: number
  shortSidePx: number
  framesPerSecond?: number
  /** Whether it is marked as made by a stand-in; it is unless said. Drawing the mark needs a reader of SVG. */
  hasWatermark?: boolean
}

/** Makes videos until it is closed. */
export type VideoMaker = {
  /** An MP4 file with H.264 (Constrained Baseline) that browsers play. */
  make(order: VideoOrder): Promise<Uint8Array>
  /** Stops what is under way. */
  close(): Promise<void>
}

/** Enough for a slow move, and half the work of what films have. */
const FRAMES_PER_SECOND = 12
/** How much nearer the last frame is. */
const PUSH_IN = 0.16

/** Makes videos, each encoded in a thread of its own, one after the other: an encoder takes a whole core. */
export function createVideoMaker(): VideoMaker {
  const closing = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  return {
    make(order) {
      const video = last.then(() => makeVideo(order, closing.signal))
      last = video.catch(() => undefined)
      return video
    },
    async close() {
      closing.abort()
      await last
    },
  }
}

/** A small real video of a coloured sheet, for tests that need a file and not its look. Takes about half a second. */
export async function makeSampleVideo(order: Partial<VideoOrder> = {}): Promise<Uint8Array> {
  const sheet = { width: 480, height: 360, channels: 3, background: '#2a6f97' } as const
  const picture = order.picture ?? (await sharp({ create: sheet }).png().toBuffer())
  const maker = createVideoMaker()
  try {
    return await maker.make({ picture, durationSec: 2, shortSidePx: 240, ...order })
  } finally {
    await maker.close()
  }
}

async function makeVideo(order: VideoOrder, signal: AbortSignal): Promise<Uint8Array> {
  const { durationSec, framesPerSecond = FRAMES_PER_SECOND } = order
  signal.throwIfAborted()
  const stage = await openStage(order)
  const settings: EncoderSettings = { ...stage.size, framesPerSecond }
  const thread = new Worker(new URL('encoder-thread.ts', import.meta.url), { workerData: settings })
  const answer = async (message?: EncoderMessage): Promise<EncoderAnswer> => {
    const answered = once(thread, 'message', { signal })
    if (message) thread.postMessage(message)
    return (await answered)[0]
  }
  try {
    await answer()
    const frameCount = durationSec * framesPerSecond
    for (let index = 0; index < frameCount; index++) {
      await answer({ frame: await stage.frameAt(index / Math.max(1, frameCount - 1)) })
    }
    const last = await answer('finish')
    if (last === 'ready') throw new Error('The encoder ended without a file.')
    return last.file
  } finally {
    await thread.terminate()
  }
}

type Stage = {
  size: { widthPx: number; heightPx: number }
  /** The frame as RGBA, from 0 (the whole picture) to 1 (the nearest). */
  frameAt(progress: number): Promise<Uint8Array>
}

/** Decodes the picture once, large enough for the last frame to be as sharp as the first. */
async function openStage({ picture, shortSidePx, hasWatermark = true }: VideoOrder): Promise<Stage> {
  const upright = await sharp(picture).autoOrient().flatten({ background: 'white' }).png().toBuffer()
  const { width, height } = await sharp(upright).metadata()
  const scale = shortSidePx / Math.min(width, height)
  const size = { widthPx: even(width * scale), heightPx: even(height * scale) }
  const near = 1 + PUSH_IN
  const { data, info } = await sharp(upright)
    .resize(even(size.widthPx * near), even(size.heightPx * near), { fit: 'fill' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const raw = { width: info.width, height: info.height, channels: 3 } as const
  const marks = hasWatermark ? [{ input: await sharp(drawWatermark(size)).png().toBuffer() }] : []
  return {
    size,
    async frameAt(progress) {
      const share = 1 / (1 + PUSH_IN * progress)
      // Even, so that the middle stays where it is.
      const width = even(info.width * share)
      const height = even(info.height * share)
      const left = (info.width - width) / 2
      const top = (info.height - height) / 2
      return sharp(data, { raw })
        .extract({ left, top, width, height })
        .resize(size.widthPx, size.heightPx, { fit: 'fill', kernel: 'linear' })
        .composite(marks)
        .ensureAlpha()
        .raw()
        .toBuffer()
    },
  }
}

/** The encoder takes even sides alone; a difference of two keeps the crop in the middle. */
function even(length: number): number {
  return Math.max(2, Math.round(length / 2) * 2)
}
