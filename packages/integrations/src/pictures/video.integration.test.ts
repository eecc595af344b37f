import { makeSampleVideo } from '@studio/emulators/kling/video'
import {
  BufferSource,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createSharpPictures, type Pictures, PictureUnreadable } from './index.ts'
import { hasFfmpeg, withoutFfmpeg } from './testing/index.ts'

const BLUE = '#2a6f97'
const RED = '#c1121f'
const sheet = (background: string, width = 480, height = 360) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()

// Made first: pictures close the loader that the stand-in draws its mark with.
const video = await makeSampleVideo({ picture: await sheet(BLUE), durationSec: 2, shortSidePx: 240 })
const ffmpeg = createSharpPictures()
const noFfmpeg = createSharpPictures({ ffmpegPath: '/nowhere/ffmpeg' })

/** The colour in the middle of a picture, as it is written. */
async function colourOf(picture: Uint8Array): Promise<string> {
  const { data } = await sharp(picture).resize(1, 1).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return `#${data.toString('hex')}`
}
/** How far two colours are apart, the channel that differs most. */
function distance(one: string, other: string): number {
  const channels = (colour: string) => [...Buffer.from(colour.slice(1), 'hex')]
  return Math.max(...channels(one).map((value, at) => Math.abs(value - (channels(other)[at] ?? 0))))
}

/** The same video as providers like to send it: what is where stands in front. */
async function tableFirst(bytes: Uint8Array): Promise<Uint8Array> {
  const track = await new Input({ formats: [MP4], source: new BufferSource(bytes) }).getPrimaryVideoTrack()
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target })
  const source = new EncodedVideoPacketSource('avc')
  output.addVideoTrack(source)
  await output.start()
  if (!track) throw new Error('The sample video has no track.')
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined
  for await (const packet of new EncodedPacketSink(track).packets())
    await source.add(packet, { decoderConfig })
  await output.finalize()
  return new Uint8Array(target.buffer as ArrayBuffer)
}

describe('a video', () => {
  it.each<[string, Pictures]>([
    ['with ffmpeg', ffmpeg],
    ['without', noFfmpeg],
  ])('says how large it is and how long it plays, and has a poster, %s', async (_how, pictures) => {
    const read = await pictures.deriveVideo(video, { marking: 'generated', firstFrame: await sheet(BLUE) })
    expect(read).toMatchObject({ widthPx: 320, heightPx: 240, durationMs: 2000, hasAlpha: false })
    for (const picture of [read.thumb, read.preview]) {
      expect(await sharp(picture).metadata()).toMatchObject({ format: 'webp', width: 320, height: 240 })
      expect(distance(await colourOf(picture), BLUE)).toBeLessThan(12)
      expect(await pictures.readMarking(picture, 'image/webp')).toBe('generated')
    }
  })

  it.skipIf(!hasFfmpeg)(`shows its own first frame, whatever it was made from${withoutFfmpeg}`, async () => {
    const { preview } = await ffmpeg.deriveVideo(video, { firstFrame: await sheet(RED) })
    expect(distance(await colourOf(preview), BLUE)).toBeLessThan(12)
  })

  it('shows the picture it was made from where it cannot be decoded, cut to its size', async () => {
    const { preview } = await noFfmpeg.deriveVideo(video, { firstFrame: await sheet(RED, 100, 300) })
    expect(distance(await colourOf(preview), RED)).toBeLessThan(12)
    expect(await sharp(preview).metadata()).toMatchObject({ width: 320, height: 240 })
  })

  it('has a plain poster where there is nothing to show', async () => {
    const { preview } = await noFfmpeg.deriveVideo(video)
    expect(distance(await colourOf(preview), '#808080')).toBeLessThan(4)
  })

  it.each([
    ['cut off', () => video.subarray(0, video.length / 2)],
    ['cut off near its end', () => video.subarray(0, video.length * 0.9)],
    ['not one', () => Buffer.from('this is no video at all')],
    ['empty', () => new Uint8Array()],
  ])('that is %s is refused', async (_what, bytes) => {
    for (const pictures of [ffmpeg, noFfmpeg])
      await expect(pictures.deriveVideo(bytes())).rejects.toBeInstanceOf(PictureUnreadable)
  })

  it('that begins with its table of contents, and misses its end, is refused', async () => {
    const streamable = await tableFirst(video)
    expect((await noFfmpeg.deriveVideo(streamable)).durationMs).toBe(2000)
    const most = streamable.subarray(0, streamable.length * 0.9)
    await expect(noFfmpeg.deriveVideo(most)).rejects.toBeInstanceOf(PictureUnreadable)
  })
})
