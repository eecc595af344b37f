import { workSchema } from '@studio/core/quotes'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deleteAsset } from '../assets/index.ts'
import { startGeneration } from '../generations/index.ts'
import { summarizeAccount } from './index.ts'

let studio: TestStudio

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())

it('the summary counts what will go: not what was deleted, and not what others have', async () => {
  const { db } = studio.deps
  const merchant = await studio.makeAccount(10)
  await studio.upload(await studio.makeAccount(), await readPhoto())
  const source = await studio.upload(merchant, await readPhoto())
  await studio.jobs.runDue()
  const work = workSchema.parse({ shotId: 'desk', sourceAssetIds: [source.id] })
  const start = (count: number) => startGeneration(merchant, { ...work, count, maxCredits: 9 }, studio.deps)
  await start(2)
  await studio.jobs.runDue()
  await start(1)
  const deleted = await studio.upload(merchant, await readPhoto('kari-shea-398668'))
  await deleteAsset(merchant, deleted, studio.deps)

  const assets = await db.asset.findMany({ where: { accountId: merchant.accountId, deletedAt: null } })
  expect(await summarizeAccount(merchant, studio.deps)).toEqual({
    ...{ assets: 3, bytes: assets.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) },
    ...{ generations: 2, unfinishedOutputs: 1, exports: 0, tokens: 0, webhookEndpoints: 0 },
    ...{ credits: 6, paidPlan: 'Agency', needsPassword: true },
  })
})
