import { brandKitInput } from '@studio/core/brand-kits'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteAsset } from '../assets/index.ts'
import { readBrandKit, readBrandWords, saveBrandKit } from './index.ts'

let studio: TestStudio

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())

const kit = brandKitInput.parse({
  ...{ colours: ['#0A5C55', '#f0e6d8'], logoAssetId: null, wordsToUse: ['calm'], wordsToAvoid: ['cheap'] },
})

describe('a brand kit', () => {
  it('is empty until it is saved, and then what was saved', async () => {
    const merchant = await studio.makeAccount()
    expect(await readBrandKit(merchant, studio.deps)).toEqual({
      ...{ colours: [], logoAssetId: null, wordsToUse: [], wordsToAvoid: [], logo: null, updatedAt: null },
    })
    expect(await readBrandWords(studio.deps.db, merchant.accountId)).toBeNull()
    const saved = await saveBrandKit(merchant, kit, studio.deps)
    expect(saved).toMatchObject({ ...kit, colours: ['#0a5c55', '#f0e6d8'], logo: null })
    expect(await readBrandKit(merchant, studio.deps)).toEqual(saved)
    expect(await readBrandWords(studio.deps.db, merchant.accountId)).toEqual({
      ...{ colours: ['#0a5c55', '#f0e6d8'], wordsToUse: ['calm'], wordsToAvoid: ['cheap'] },
    })
    const events = await studio.deps.db.event.findMany({ where: { type: 'brand_kit.changed' } })
    expect(events.map(({ accountId }) => accountId)).toEqual([merchant.accountId])
  })

  it('replaces the one before, and belongs to its account alone', async () => {
    const [merchant, other] = [await studio.makeAccount(), await studio.makeAccount()]
    await saveBrandKit(merchant, kit, studio.deps)
    await saveBrandKit(merchant, { ...kit, colours: [], wordsToUse: [], wordsToAvoid: [] }, studio.deps)
    expect(await readBrandWords(studio.deps.db, merchant.accountId)).toBeNull()
    expect((await readBrandKit(other, studio.deps)).updatedAt).toBeNull()
  })

  it('has a logo of one’s own, and none once that is deleted', async () => {
    const merchant = await studio.makeAccount()
    const { id } = await studio.upload(merchant, await readPhoto())
    const withLogo = { ...kit, logoAssetId: id }
    await expect(saveBrandKit(merchant, withLogo, studio.deps)).rejects.toMatchObject({
      code: 'asset_not_ready',
    })
    await studio.jobs.runDue()
    expect((await saveBrandKit(merchant, withLogo, studio.deps)).logo?.id).toBe(id)
    await expect(saveBrandKit(await studio.makeAccount(), withLogo, studio.deps)).rejects.toMatchObject({
      code: 'not_found',
    })
    await deleteAsset(merchant, { id }, studio.deps)
    expect(await readBrandKit(merchant, studio.deps)).toMatchObject({ logoAssetId: null, logo: null })
  })
})
