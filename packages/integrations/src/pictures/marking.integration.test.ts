import { readFile } from 'node:fs/promises'
import { type AiMarking, DIGITAL_SOURCE_TYPES } from '@studio/core/generations'
import { makeSampleVideo } from '@studio/emulators/kling/video'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { createSharpPictures, PictureUnreadable } from './index.ts'
import { hasExiftool, readWithExiftool, withoutExiftool } from './testing/index.ts'

const photoPath = new URL('../../../../fixtures/photos/imani-clovis-234736-unsplash.jpg', import.meta.url)
// Made first: pictures close the loader that the stand-in draws its mark with.
const video = await makeSampleVideo()
const pictures = createSharpPictures()
const small = sharp(await readFile(photoPath)).resize(300)
const translucent = small.clone().ensureAlpha(0.5)
const rawPixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer()
const sourceType = (marking: AiMarking) => DIGITAL_SOURCE_TYPES[marking].split('/').at(-1)

const foreignXmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>of a camera</a></x:xmpmeta>'
const kinds: [string, string, () => Sharp][] = [
  ['a JPEG', 'image/jpeg', () => small.clone().jpeg()],
  ['a JPEG that has XMP', 'image/jpeg', () => small.clone().withXmp(foreignXmp).jpeg()],
  ['a PNG', 'image/png', () => small.clone().png()],
  ['a PNG that has XMP', 'image/png', () => small.clone().withXmp(foreignXmp).png()],
  ['a WebP', 'image/webp', () => small.clone().webp()],
  ['a lossless WebP', 'image/webp', () => small.clone().webp({ lossless: true })],
  ['a lossless WebP with alpha', 'image/webp', () => translucent.clone().webp({ lossless: true })],
  ['a WebP with alpha and XMP', 'image/webp', () => translucent.clone().withXmp(foreignXmp).webp()],
]

describe.each(kinds)('the marking of %s', (_what, mime, make) => {
  it('changes no pixel, takes the place of an older packet, and is read back', async () => {
    const file = await make().toBuffer()
    const twice = await pictures.mark(await pictures.mark(file, mime, 'generated'), mime, 'composite')
    expect((await rawPixels(twice)).equals(await rawPixels(file))).toBe(true)
    expect(await pictures.readMarking(twice, mime)).toBe('composite')
    expect(Buffer.from(twice).toString('latin1').split('DigitalSourceType>').length).toBe(3)
    expect(Buffer.from(twice).includes('of a camera')).toBe(false)
  })

  it.skipIf(!hasExiftool)(`is read by a foreign program${withoutExiftool}`, async () => {
    const file = await make().toBuffer()
    expect(readWithExiftool(file)).toBe('')
    for (const marking of ['generated', 'composite', 'enhanced'] as const)
      expect(readWithExiftool(await pictures.mark(file, mime, marking))).toBe(sourceType(marking))
  })

  it('is refused for a file that is cut off in its head', async () => {
    const file = await make().toBuffer()
    await expect(pictures.mark(file.subarray(0, 30), mime, 'generated')).rejects.toBeInstanceOf(
      PictureUnreadable,
    )
  })
})

describe('the marking of a video', () => {
  const mime = 'video/mp4'

  it('leaves every byte of the video where it was, and takes the place of an older one', async () => {
    const once = await pictures.mark(video, mime, 'generated')
    expect(Buffer.from(once.subarray(0, video.length)).equals(Buffer.from(video))).toBe(true)
    const twice = await pictures.mark(once, mime, 'composite')
    expect(await pictures.readMarking(twice, mime)).toBe('composite')
    expect((await pictures.deriveVideo(twice)).durationMs).toBe(
      (await pictures.deriveVideo(video)).durationMs,
    )
  })

  it('is found behind a last box that had no size of its own', async () => {
    const open = Buffer.concat([video, Buffer.from('\0\0\0\0free', 'latin1'), Buffer.alloc(20)])
    expect(await pictures.readMarking(await pictures.mark(open, mime, 'generated'), mime)).toBe('generated')
  })

  it('is nothing where there is none', async () => {
    expect(await pictures.readMarking(video, mime)).toBeNull()
  })

  it.skipIf(!hasExiftool)(`is read by a foreign program${withoutExiftool}`, async () => {
    expect(readWithExiftool(video)).toBe('')
    const once = await pictures.mark(video, mime, 'generated')
    expect(readWithExiftool(once)).toBe('trainedAlgorithmicMedia')
    expect(readWithExiftool(await pictures.mark(once, mime, 'composite'))).toBe(sourceType('composite'))
  })

  it.each([
    ['a cut-off video', () => video.subarray(0, video.length - 10)],
    ['a picture', () => Buffer.from('\x89PNG\r\n\x1a\nthe rest of a picture', 'latin1')],
    ['nothing', () => new Uint8Array()],
  ])('is refused for %s', async (_what, bytes) => {
    await expect(pictures.mark(bytes(), mime, 'generated')).rejects.toBeInstanceOf(PictureUnreadable)
  })
})

describe('a marking', () => {
  it('by another program is read from every kind of picture that can be uploaded', async () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" i:DigitalSourceType="${DIGITAL_SOURCE_TYPES.generated}"/></rdf:RDF></x:xmpmeta>`
    const marked = () => small.clone().withXmp(xmp)
    const files = { jpeg: marked().jpeg(), png: marked().png(), webp: marked().webp(), avif: marked().avif() }
    for (const [format, file] of Object.entries(files))
      expect(await pictures.readMarking(await file.toBuffer(), `image/${format}`), format).toBe('generated')
  })

  it('cannot be put into a kind of file that we do not write', async () => {
    const avif = await small.clone().avif().toBuffer()
    await expect(pictures.mark(avif, 'image/avif', 'generated')).rejects.toBeInstanceOf(PictureUnreadable)
  })
})
