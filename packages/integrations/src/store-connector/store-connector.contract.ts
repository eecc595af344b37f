import { afterSteps, findConflicts, MAX_ALT_CHARACTERS } from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { NewMedia, StoreConnector } from './port.ts'
import { publishingPromises } from './publishing.contract.ts'
import { drawPicture, lookAt } from './testing/draw-picture.ts'
import { idsOf, readProduct, type Shop, type StoreSubject, shapeOf } from './testing/subject.ts'

export type { Shop, StoreSubject } from './testing/subject.ts'

const signal = new AbortController().signal

const NOT_AN_ID = { shopify: 'gid://shopify/Product/999999999', woocommerce: '999999999' }

/**
 * The promises of `StoreConnector`, to be kept on every platform. Call it inside a `describe`.
 * `open` is called once; between tests the shop is put back.
 */
export function storeConnectorContract(open: () => Promise<StoreSubject>): void {
  let subject: StoreSubject
  let connector: StoreConnector
  let shop: Shop
  let productId: string

  beforeAll(async () => {
    subject = await open()
    ;({ connector, shop, productId } = subject)
  })
  beforeEach(() => subject.reset())
  afterAll(() => subject.close())

  const read = (id?: string) => readProduct(subject, id)
  const pictureOf = async (number: number, alt = `picture ${number}`): Promise<NewMedia> => {
    const marker = `studio-pro-c0ffee${number}`
    const bytes = await drawPicture(number)
    return { bytes, mime: 'image/png', fileName: `${marker}.png`, alt, marker }
  }
  const add = async (number: number) => connector.addMedia(productId, await pictureOf(number), signal)

  describe('reading', () => {
    it('says what the store is called and where it is', async () => {
      const { name, address } = await connector.describe(signal)
      expect(name).not.toBe('')
      expect(URL.canParse(address)).toBe(true)
    })

    it('lists every product once, as it is when read alone', async () => {
      const listed: ProductState[] = []
      for await (const product of connector.readCatalogue(signal)) listed.push(product)
      const ids = listed.map(({ foreignId }) => foreignId)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids).toEqual(expect.arrayContaining([productId, subject.otherProductId]))
      for (const id of [productId, subject.otherProductId])
        expect(listed.find(({ foreignId }) => foreignId === id)).toEqual(await read(id))
    })

    it('reads a picture’s bytes from the address it gives', async () => {
      const [first] = (await read()).media
      const { bytes, mime } = await connector.readMedia(first?.url ?? '', 5_000_000, signal)
      expect(mime).toMatch(/^image\//)
      const { widthPx } = await lookAt(bytes)
      // Not every store says how large its pictures are.
      expect(first?.widthPx ?? widthPx).toBe(widthPx)
    })

    it('sees what the shop’s own people change', async () => {
      const before = await read()
      const [first] = idsOf(before) as [string]
      await shop.setAlt(first, 'changed in the shop')
      expect(findConflicts(before, await read())).toMatchObject([
        { what: 'alt', mediaId: first, found: 'changed in the shop' },
      ])
    })

    it('says that a product is not there with null', async () => {
      expect(await connector.readProduct(NOT_AN_ID[connector.platform], signal)).toBeNull()
      await shop.deleteProduct(productId)
      expect(await connector.readProduct(productId, signal)).toBeNull()
    })
  })

  describe('adding', () => {
    it('puts a picture behind the others, with its words, ready to be seen', async () => {
      const before = await read()
      const picture = await pictureOf(1)
      const { foreignId } = await connector.addMedia(productId, picture, signal)
      const after = await read()
      expect(shapeOf(after).media).toEqual([...shapeOf(before).media, { foreignId, alt: picture.alt }])
      expect(await connector.checkMedia(productId, foreignId, signal)).toEqual({ state: 'ready' })
      const { bytes } = await connector.readMedia(after.media.at(-1)?.url ?? '', 5_000_000, signal)
      const [sent, served] = [await lookAt(picture.bytes), await lookAt(bytes)]
      expect(served.rgb.every((value, index) => Math.abs(value - (sent.rgb[index] ?? 0)) < 12)).toBe(true)
    })

    it('adds a picture once, however often it is told to', async () => {
      const files = await shop.listFiles()
      const first = await add(1)
      expect(await add(1)).toEqual(first)
      expect((await shop.listFiles()).toSorted()).toEqual([...files, first.foreignId].toSorted())
      expect(idsOf(await read()).filter((id) => id === first.foreignId)).toHaveLength(1)
    })

    it('finds what it has added by its name, also once it is taken off, and nothing else', async () => {
      const [first, second] = [await pictureOf(1), await pictureOf(2)]
      expect(await connector.findMedia(first, signal)).toBeNull()
      const { foreignId } = await connector.addMedia(productId, first, signal)
      expect(await connector.findMedia(first, signal)).toBe(foreignId)
      expect(await connector.findMedia(second, signal)).toBeNull()
      await connector.detachMedia(productId, foreignId, signal)
      expect(await connector.findMedia(first, signal)).toBe(foreignId)
    })

    it('adds a picture once when an answer is lost, whichever it is, and the step is taken again', async () => {
      for (let nth = 1; ; nth += 1) {
        await subject.reset()
        const files = await shop.listFiles()
        const wasLost = shop.loseAnswer(nth)
        const failure = await add(1).then(
          () => null,
          (error: unknown) => error,
        )
        if (!wasLost()) break
        // A connector may look for itself whether the call was carried out.
        if (failure) expect(failure).toMatchObject({ name: 'StoreFailure', code: 'unreachable' })
        const { foreignId } = await add(1)
        expect((await shop.listFiles()).length, `answer ${nth} lost`).toBe(files.length + 1)
        expect(shapeOf(await read()).media.at(-1)).toEqual({ foreignId, alt: 'picture 1' })
      }
    })

    it('takes two pictures for two, also where their bytes are the same', async () => {
      // The marker of one is how that of the other begins.
      const other = await pictureOf(12)
      const one = { ...(await pictureOf(1)), bytes: other.bytes }
      const first = await connector.addMedia(productId, other, signal)
      const second = await connector.addMedia(productId, one, signal)
      expect(second.foreignId).not.toBe(first.foreignId)
      expect(idsOf(await read()).slice(-2)).toEqual([first.foreignId, second.foreignId])
    })

    it('leaves no file behind where the product is gone', async () => {
      await shop.deleteProduct(productId)
      const files = await shop.listFiles()
      await expect(add(1)).rejects.toMatchObject({ code: 'product_gone' })
      expect(await shop.listFiles()).toEqual(files)
    })

    it('refuses what is no picture, and leaves no file behind', async () => {
      const files = await shop.listFiles()
      const broken = { ...(await pictureOf(1)), bytes: Buffer.from('this is no picture') }
      await expect(connector.addMedia(productId, broken, signal)).rejects.toMatchObject({
        code: 'media_refused',
      })
      expect(await shop.listFiles()).toEqual(files)
    })

    it('says so when the product has as many pictures as the store takes', async () => {
      if (subject.fullProductId === null) return
      const before = await read(subject.fullProductId)
      expect(before.media).toHaveLength(connector.limits.mediaPerProduct)
      const picture = await pictureOf(1)
      await expect(connector.addMedia(subject.fullProductId, picture, signal)).rejects.toMatchObject({
        code: 'media_limit',
      })
      expect(idsOf(await read(subject.fullProductId))).toEqual(idsOf(before))
    })
  })

  describe('changing', () => {
    it.each([
      ['of every kind of character', 'A mug & a spoon, “20 %25 off”, 5 < 6 <b>bold</b> C:\\tea  &amp; – ☕'],
      ['as long as it may be', 'ü'.repeat(MAX_ALT_CHARACTERS)],
      ['that is empty', ''],
    ])('keeps an alternative text %s as it was written', async (_kind, alt) => {
      const before = await read()
      const [first] = idsOf(before) as [string]
      await connector.setAlt(productId, first, alt, signal)
      await connector.setAlt(productId, first, alt, signal)
      const expected = afterSteps(before, [{ kind: 'alt', mediaId: first, alt }], {})
      expect(findConflicts(expected, await read())).toEqual([])
    })

    it('puts pictures into another order and changes nothing else about them', async () => {
      const before = await read()
      const files = await shop.listFiles()
      const order = idsOf(before).toReversed()
      await connector.reorder(productId, order, signal)
      await connector.reorder(productId, order, signal)
      const after = await read()
      expect(shapeOf(after)).toEqual({
        media: shapeOf(before).media.toReversed(),
        variants: shapeOf(before).variants,
      })
      expect(await shop.listFiles()).toEqual(files)
    })

    it('leaves pictures that an order does not name behind the others', async () => {
      const before = await read()
      const [last] = idsOf(before).slice(-1) as [string]
      await connector.reorder(productId, [last], signal)
      expect(idsOf(await read())).toEqual([last, ...idsOf(before).slice(0, -1)])
    })

    it('shows a picture with a variant, another one in its place, and none', async () => {
      const { variants, media } = await read()
      const [, variant] = variants
      const linkOf = async () =>
        (await read()).variants.find(({ foreignId }) => foreignId === variant?.foreignId)?.mediaId
      for (const mediaId of [media[1]?.foreignId ?? '', media[2]?.foreignId ?? '', null, null]) {
        await connector.linkVariant(productId, variant?.foreignId ?? '', mediaId, signal)
        expect(await linkOf()).toBe(mediaId)
      }
    })

    it('does each change once when its answer is lost and it is made again', async () => {
      const changes = async (state: ProductState): Promise<(() => Promise<unknown>)[]> => {
        const [first, second, third] = idsOf(state) as [string, string, string]
        const variantId = state.variants[1]?.foreignId ?? ''
        return [
          () => connector.setAlt(productId, first, 'said twice', signal),
          () => connector.linkVariant(productId, variantId, second, signal),
          () => connector.reorder(productId, [third, first, second], signal),
          () => connector.detachMedia(productId, second, signal),
          () => connector.attachMedia(productId, second, signal),
        ]
      }
      const undisturbed = await read()
      for (const change of await changes(undisturbed)) await change()
      const expected = shapeOf(await read())
      await subject.reset()
      for (const change of await changes(await read())) {
        const wasLost = shop.loseAnswer(1)
        await change().catch(() => undefined)
        expect(wasLost()).toBe(true)
        await change()
      }
      expect(shapeOf(await read())).toEqual(expected)
    })

    it('touches no other product', async () => {
      const before = await read(subject.otherProductId)
      const [first, second] = idsOf(await read()) as [string, string]
      await add(1)
      await connector.setAlt(productId, first, 'mine', signal)
      await connector.reorder(productId, [second, first], signal)
      await connector.detachMedia(productId, first, signal)
      expect(shapeOf(await read(subject.otherProductId))).toEqual(shapeOf(before))
    })

    it('says that the product or the picture is gone', async () => {
      const [first, second] = idsOf(await read()) as [string, string]
      await shop.deleteFile(first)
      await expect(connector.setAlt(productId, first, 'x', signal)).rejects.toMatchObject({
        code: 'media_gone',
      })
      await shop.deleteProduct(productId)
      await expect(connector.reorder(productId, [second], signal)).rejects.toMatchObject({
        code: 'product_gone',
      })
    })
  })

  describe('taking off', () => {
    it('takes a picture off the product and leaves its file, to be put back as it was', async () => {
      const before = await read()
      const files = await shop.listFiles()
      const [, second] = idsOf(before) as [string, string]
      await connector.detachMedia(productId, second, signal)
      await connector.detachMedia(productId, second, signal)
      expect(idsOf(await read())).toEqual(idsOf(before).filter((id) => id !== second))
      expect(await shop.listFiles()).toEqual(files)
      expect(await connector.attachMedia(productId, second, signal)).toBe(true)
      expect(await connector.attachMedia(productId, second, signal)).toBe(true)
      await connector.reorder(productId, idsOf(before), signal)
      expect(shapeOf(await read()).media).toEqual(shapeOf(before).media)
    })

    it('takes what a variant shows off the variant as well', async () => {
      const shown = (await read()).variants[0]?.mediaId ?? ''
      await connector.detachMedia(productId, shown, signal)
      expect((await read()).variants[0]?.mediaId).toBeNull()
    })

    it('takes the last picture off', async () => {
      for (const id of idsOf(await read())) await connector.detachMedia(productId, id, signal)
      expect((await read()).media).toEqual([])
      const { foreignId } = await add(1)
      expect(idsOf(await read())).toEqual([foreignId])
    })

    it('deletes the file it is told to delete, and no other', async () => {
      const { foreignId } = await add(1)
      await connector.detachMedia(productId, foreignId, signal)
      const others = (await shop.listFiles()).filter((id) => id !== foreignId)
      await connector.deleteMedia(foreignId, signal)
      await connector.deleteMedia(foreignId, signal)
      expect(await shop.listFiles()).toEqual(others)
    })

    it('says that a file is no longer there to be put back', async () => {
      const [first] = idsOf(await read()) as [string]
      await connector.detachMedia(productId, first, signal)
      await shop.deleteFile(first)
      expect(await connector.attachMedia(productId, first, signal)).toBe(false)
    })
  })

  describe('publishing and undoing', () => publishingPromises(() => subject))

  describe('failing', () => {
    it('says that the store no longer lets us in', async () => {
      shop.revokeAccess()
      await expect(connector.readProduct(productId, signal)).rejects.toMatchObject({ code: 'access_revoked' })
      await expect(add(1)).rejects.toMatchObject({ code: 'access_revoked' })
    })

    it('takes a web page for no answer, and never for a missing product', async () => {
      shop.answerPages()
      const failure = { name: 'StoreFailure', code: expect.stringMatching(/^(not_a_store|unreachable)$/) }
      await expect(connector.readProduct(productId, signal)).rejects.toMatchObject(failure)
      await expect(connector.describe(signal)).rejects.toMatchObject(failure)
    })

    it('ends at once when it is told to', async () => {
      const gone = AbortSignal.abort(new Error('let go'))
      await expect(connector.readProduct(productId, gone)).rejects.toThrow('let go')
      const files = await shop.listFiles()
      await expect(connector.addMedia(productId, await pictureOf(1), gone)).rejects.toThrow('let go')
      expect(await shop.listFiles()).toEqual(files)
    })
  })
}
