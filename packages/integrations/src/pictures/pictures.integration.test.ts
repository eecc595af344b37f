import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createSharpPictures, PictureUnreadable } from './index.ts'

const photoPath = new URL('../../../../fixtures/photos/imani-clovis-234736-unsplash.jpg', import.meta.url)
const pictures = createSharpPictures()
const photo = await readFile(photoPath)

describe('derivatives', () => {
  it('carry neither EXIF nor GPS, and stand upright', async () => {
    const sideways = await sharp(photo)
      .withExif({ IFD0: { Artist: 'canary-artist' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const before = await sharp(photo).metadata()
    const { widthPx, heightPx, thumb, preview } = await pictures.derive(sideways)
    expect([widthPx, heightPx]).toEqual([before.height, before.width])
    for (const derivative of [thumb, preview]) {
      const metadata = await sharp(derivative).metadata()
      expect(metadata.exif).toBeUndefined()
      expect(metadata.orientation ?? 1).toBe(1)
      expect(metadata.width < metadata.height).toBe(widthPx < heightPx)
      expect(Buffer.from(derivative).includes('canary-artist')).toBe(false)
    }
  })

  it('of a generated picture keep the AI marking', async () => {
    const { thumb, preview } = await pictures.derive(photo, 'generated')
    for (const derivative of [thumb, preview]) {
      const { xmp } = await sharp(derivative).metadata()
      expect(xmp?.toString()).toContain('digitalsourcetype/trainedAlgorithmicMedia')
    }
  })

  it('of a cut-off file are refused', async () => {
    const half = photo.subarray(0, photo.length / 2)
    await expect(pictures.derive(half)).rejects.toBeInstanceOf(PictureUnreadable)
  })

  it('of a format that cannot be uploaded are refused, whatever libvips could open', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    await expect(pictures.derive(svg)).rejects.toBeInstanceOf(PictureUnreadable)
  })
})

describe('a source photo for a provider', () => {
  /** What a provider takes at most (see gemini/request.ts). */
  const MAX_BYTES = 7 * 1024 * 1024
  const SIDE_PX = 2100
  /** The hardest there is to compress. */
  const noise = (alphas: (index: number) => number) => {
    const random = randomBytes(SIDE_PX * SIDE_PX * 4)
    for (let at = 3; at < random.length; at += 4) random[at] = alphas(at)
    return sharp(random, { raw: { width: SIDE_PX, height: SIDE_PX, channels: 4 } })
      .png({ compressionLevel: 1 })
      .toBuffer()
  }

  it.each([
    ['hides nothing is sent as a JPEG', () => 255, 'image/jpeg', false],
    ['hides something keeps it', (at: number) => (at % 3 ? 255 : 0), 'image/webp', true],
  ] as const)('whose alpha channel %s, and is small enough', async (_what, alphas, mime, hasAlpha) => {
    const source = await pictures.prepareSource(await noise(alphas))
    expect(source.mime).toBe(mime)
    expect(source.bytes.byteLength).toBeLessThan(MAX_BYTES)
    expect(await sharp(source.bytes).metadata()).toMatchObject({ width: 2048, height: 2048, hasAlpha })
  })
})
