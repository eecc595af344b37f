import { workSchema } from '@studio/core/quotes'
import { openTestStudio, readLedger, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countAttempt } from '../accounts/index.ts'
import { deleteAsset } from '../assets/index.ts'
import { createQuote } from './index.ts'

let studio: TestStudio

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())

const asked = workSchema.parse({ prompt: 'a mug', count: 3, imageSize: '2K' })

describe('a quote', () => {
  it('says the exact price and until when it holds, and holds or charges nothing', async () => {
    const merchant = await studio.makeAccount(5)
    const before = studio.clock.now().getTime()
    const quote = await createQuote(merchant, asked, studio.deps)
    expect(quote.credits).toBe(9)
    expect(quote.items.reduce((sum, { credits }) => sum + credits, 0)).toBe(quote.credits)
    expect(new Date(quote.expiresAt).getTime()).toBeGreaterThanOrEqual(before + 30 * 60_000)
    expect(await readLedger(merchant, studio.deps)).toEqual(['grant 5 test'])
  })

  it('can be had without credits: looking at prices is free', async () => {
    expect((await createQuote(await studio.makeAccount(), asked, studio.deps)).credits).toBe(9)
  })

  it('is refused for a moment to an account that asks without end, and to no other', async () => {
    const [eager, other] = [await studio.makeAccount(), await studio.makeAccount()]
    for (let time = 1; time <= 120; time++)
      await countAttempt('quotesPerAccount', eager.accountId, studio.deps)
    await expect(createQuote(eager, asked, studio.deps)).rejects.toMatchObject({
      code: 'rate_limited',
      message: 'Too many attempts. Try again in a minute.',
    })
    expect((await createQuote(other, asked, studio.deps)).credits).toBe(9)
  })

  it('says nothing of what is known of the photos of others', async () => {
    const [curious, owner] = [await studio.makeAccount(), await studio.makeAccount()]
    const { id } = await studio.upload(owner, await readPhoto())
    const now = studio.clock.now()
    const judged = { cutOut: { confidence: 0.05, measures: {} }, updatedAt: now }
    await studio.deps.db.analysis.upsert({
      where: { assetId: id },
      create: { assetId: id, accountId: owner.accountId, status: 'unasked', createdAt: now, ...judged },
      update: judged,
    })
    const hero = { shotId: 'white-hero', modelId: 'local-studio', sourceAssetIds: [id] }
    const quoteFor = (actor: typeof owner) => createQuote(actor, workSchema.parse(hero), studio.deps)
    await expect(quoteFor(owner)).rejects.toMatchObject({ code: 'cut_out_unsure' })
    await expect(quoteFor(curious)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is refused for a photo that the model does not take, and for one that was deleted', async () => {
    const merchant = await studio.makeAccount()
    const { id } = await studio.upload(
      merchant,
      await sharp(await readPhoto())
        .resize(280, 280)
        .jpeg()
        .toBuffer(),
    )
    await studio.jobs.runAll()
    const quoteFor = (modelId: string) =>
      createQuote(
        merchant,
        workSchema.parse({ prompt: 'on oak', modelId, sourceAssetIds: [id] }),
        studio.deps,
      )
    await expect(quoteFor('kling-v3-omni')).rejects.toMatchObject({
      code: 'option_not_supported',
      message: expect.stringMatching(/^Kling 3 Omni takes photos of at least 300 pixels .* has 280 × 280/),
    })
    expect((await quoteFor('gemini-nano-banana-2.1')).credits).toBe(2)
    await deleteAsset(merchant, { id }, studio.deps)
    await expect(quoteFor('gemini-nano-banana-2.1')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is refused before anything starts where the whole prompt is longer than the model takes', async () => {
    const merchant = await studio.makeAccount()
    const { id } = await studio.upload(merchant, await readPhoto())
    const plinth = { shotId: 'plinth', sourceAssetIds: [id], prompt: 'warm light '.repeat(180) }
    const quoteFor = (modelId: string) =>
      createQuote(merchant, workSchema.parse({ ...plinth, modelId }), studio.deps)
    await expect(quoteFor('kling-v3-omni')).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^Shorten your words by \d+ characters: .*Kling 3 Omni takes no more/),
    })
    expect((await quoteFor('gemini-nano-banana-2.1')).credits).toBe(2)
  })

  it('is for those who signed in', async () => {
    await expect(createQuote({ kind: 'anonymous' }, asked, studio.deps)).rejects.toMatchObject({
      code: 'not_signed_in',
    })
  })
})
