import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANNELS, channelOf } from './channels.ts'
import { fitPicture } from './fit-picture.ts'

const picture = {
  mime: 'image/png',
  widthPx: 2000,
  heightPx: 2000,
  sizeBytes: 3_000_000,
  hasAlpha: false,
}

describe('a picture for a channel', () => {
  it('stays as it is where the channel takes it so', () => {
    expect(fitPicture(picture, channelOf('amazon'))).toEqual({ refit: null, concerns: [] })
  })

  it('is made smaller where it has too many pixels, and lighter where it has too many bytes', () => {
    const large = fitPicture({ ...picture, widthPx: 8944, heightPx: 4472 }, channelOf('shopify'))
    expect(large.refit).toMatchObject({ widthPx: 4472, heightPx: 2236, mime: 'image/jpeg' })
    const heavy = fitPicture({ ...picture, sizeBytes: 20_000_000 }, channelOf('walmart'))
    expect(heavy.refit).toMatchObject({ widthPx: 950, maxBytes: 5_000_000 })
    expect(heavy.concerns).toEqual(['too_small'])
  })

  it('becomes another kind of file where its own is not taken, and keeps what can be seen through', () => {
    const webp = { ...picture, mime: 'image/webp' }
    expect(fitPicture(webp, channelOf('amazon')).refit).toMatchObject({ mime: 'image/jpeg', widthPx: 2000 })
    expect(fitPicture({ ...webp, hasAlpha: true }, channelOf('amazon')).refit?.mime).toBe('image/png')
    const heavy = { ...webp, hasAlpha: true, sizeBytes: 30_000_000 }
    expect(fitPicture(heavy, channelOf('shopify')).refit?.mime).toBe('image/webp')
  })

  it.each([
    ['below the least', { widthPx: 480, heightPx: 480 }, 'amazon', ['too_small']],
    ['below what is advised', { widthPx: 1000, heightPx: 1000 }, 'amazon', ['below_advised']],
    ['whose short side counts', { widthPx: 2000, heightPx: 1400 }, 'google', ['below_advised']],
    ['whose long side counts', { widthPx: 2000, heightPx: 400 }, 'ebay', []],
    ['not square', { widthPx: 2400, heightPx: 2300 }, 'walmart', ['not_square']],
  ] as const)('%s has that said', (_, size, channel, concerns) => {
    expect(fitPicture({ ...picture, ...size }, channelOf(channel)).concerns).toEqual(concerns)
  })

  it('that is none, as a video, is left alone, and that is said', () => {
    const video = { ...picture, mime: 'video/mp4' }
    expect(fitPicture(video, channelOf('meta'))).toEqual({ refit: null, concerns: ['no_picture'] })
  })

  it('always comes within the limits, and is never made larger', () => {
    const side = fc.integer({ min: 1, max: 20_000 })
    const facts = fc.record({
      mime: fc.constantFrom('image/png', 'image/webp', 'image/jpeg', 'image/heic'),
      ...{ widthPx: side, heightPx: side, sizeBytes: fc.integer({ min: 1, max: 80_000_000 }) },
      hasAlpha: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, fc.constantFrom(...CHANNELS), (one, channel) => {
        const { refit } = fitPicture(one, channel)
        const made = refit ?? { ...one, maxBytes: one.sizeBytes }
        expect(channel.mimes).toContain(made.mime)
        expect(made.maxBytes).toBeLessThanOrEqual(channel.pictureBytes)
        expect(Math.max(made.widthPx, made.heightPx)).toBeLessThanOrEqual(channel.pictureSidePx)
        expect(made.widthPx * made.heightPx).toBeLessThanOrEqual(channel.picturePixels)
        expect(made.widthPx).toBeLessThanOrEqual(one.widthPx)
      }),
    )
  })
})
