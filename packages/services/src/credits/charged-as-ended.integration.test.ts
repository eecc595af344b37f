import { newId } from '@studio/core/kernel'
import { workSchema } from '@studio/core/quotes'
import type { Effect } from '@studio/emulators/gemini'
import type { AccountActor, TokenActor } from '@studio/services/kernel'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelGeneration, startGeneration } from '../generations/index.ts'
import { checkLedger } from './index.ts'

const PRICE_CREDITS = 2
let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  studio = await openTestStudio()
  merchant = await studio.makeAccount(10_000)
})
afterAll(() => studio.close())

/** What the provider does with one call, and whether the person cancels while the work runs. */
const trial = fc.record({
  effects: fc.array(
    fc.option(
      fc.constantFrom<Effect>(
        { kind: 'blocked_prompt' },
        { kind: 'no_image' },
        { kind: 'reset' },
        { kind: 'status', status: 503 },
      ),
    ),
    { minLength: 1, maxLength: 6 },
  ),
  count: fc.integer({ min: 1, max: 4 }),
  isCancelled: fc.boolean(),
})

describe('I4 and I7: a generation that has ended', () => {
  it('charged each output that succeeded once, gave back every other once, and holds nothing, whatever happened', async () => {
    const statuses = new Set<string>()
    await fc.assert(
      fc.asyncProperty(trial, async ({ effects, count, isCancelled }) => {
        studio.gemini.reset()
        for (const [index, effect] of effects.entries())
          if (effect) studio.gemini.addScenario({ match: { nth: index + 1 }, effect })
        const work = workSchema.parse({ prompt: 'a red shoe', count })
        const { id } = await startGeneration(merchant, { ...work, maxCredits: 99 }, studio.deps)
        const cancelling = isCancelled ? cancelGeneration(merchant, { id }, studio.deps) : undefined
        // Whether there was anything left to cancel is a race, and all the same to the ledger.
        await Promise.allSettled([cancelling, studio.jobs.runAll()])
        await studio.jobs.runAll()

        const generation = await studio.deps.db.generation.findUniqueOrThrow({
          where: { id },
          include: { outputs: true, hold: { include: { entries: true } } },
        })
        const { hold, outputs } = generation
        if (!hold) expect.fail('what costs is held')
        for (const output of outputs) {
          statuses.add(output.status)
          const entries = hold.entries.filter(({ causeId }) => causeId === output.id)
          const kind = output.status === 'succeeded' ? 'capture' : 'release'
          expect(entries).toMatchObject([{ kind, credits: PRICE_CREDITS }])
        }
        expect(hold.entries).toHaveLength(1 + count)
        expect(hold.captured + hold.released).toBe(hold.credits)
        expect(await checkLedger(studio.deps)).toEqual([])
      }),
      { numRuns: 8, endOnFailure: true, examples: [[{ effects: [null], count: 1, isCancelled: false }]] },
    )
    expect(statuses).toContain('succeeded')
    expect([...statuses].every((status) => ['succeeded', 'failed', 'cancelled'].includes(status))).toBe(true)
  })

  it('of a test token costs nothing, and the ledger knows nothing of it', async () => {
    const token = { tokenId: newId('token', studio.clock.now()), scopes: ['generations:write' as const] }
    const tester: TokenActor = { ...merchant, ...token, kind: 'token', tokenKind: 'test' }
    const work = workSchema.parse({ prompt: 'a red shoe', count: 2 })
    const { id } = await startGeneration(tester, { ...work, maxCredits: 0 }, studio.deps)
    await studio.jobs.runAll()
    const outputs = await studio.deps.db.output.findMany({ where: { generationId: id } })
    expect(outputs.map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
    expect(await checkLedger(studio.deps)).toEqual([])
  })
})
