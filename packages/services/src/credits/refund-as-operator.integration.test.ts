import { workSchema } from '@studio/core/quotes'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startGeneration } from '../generations/index.ts'
import { type AccountActor, operatorActor, systemActor } from '../kernel/index.ts'
import { checkLedger, explainEntry, listEntries, readBalance, refundAsOperator } from './index.ts'

let studio: TestStudio
let merchant: AccountActor
let captureId: string

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(10)
  const work = workSchema.parse({ prompt: 'a mug on white' })
  await startGeneration(merchant, { ...work, maxCredits: 2 }, studio.deps)
  await studio.jobs.runDue()
  captureId = (await entryOf('capture')).id
})
afterEach(async () => {
  expect(await checkLedger(studio.deps)).toEqual([])
})

async function entryOf(kind: 'grant' | 'hold' | 'capture' | 'refund') {
  const { items } = await listEntries(merchant, { limit: 9, kinds: [kind] }, studio.deps)
  return items[0] ?? expect.fail(`no ${kind}`)
}
const refund = (changes: Partial<Parameters<typeof refundAsOperator>[1]> = {}) => {
  const asked = {
    captureId,
    credits: 'all' as const,
    reason: 'the mug lost its handle',
    idempotencyKey: 'once',
  }
  return refundAsOperator(operatorActor, { ...asked, ...changes }, studio.deps)
}
const available = async () => (await readBalance(merchant, studio.deps)).available
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })

describe('I5: a refund by the operator', () => {
  it('gives the whole charge back, and the statement says why in the operator’s words', async () => {
    expect(await refund()).toMatchObject({ kind: 'refund', credits: 2, refundOf: captureId })
    expect(await available()).toBe(10)
    expect((await entryOf('refund')).words).toBe('Refunded by the operator: the mug lost its handle')
  })

  it('of a part leaves the rest to be refunded, and no more than that', async () => {
    await refund({ credits: 1, idempotencyKey: 'a' })
    expect(await refund({ idempotencyKey: 'b' })).toMatchObject({ credits: 1 })
    await expect(refund({ idempotencyKey: 'c' })).rejects.toThrow(
      'This charge was refunded already, all of it.',
    )
    expect(await available()).toBe(10)
  })

  it('happens once however often it is repeated under its key, also eight times at once', async () => {
    const refunds = await Promise.all(Array.from({ length: 8 }, () => refund()))
    expect(new Set(refunds.map(({ id }) => id)).size).toBe(1)
    await expect(refund({ credits: 1 })).rejects.toThrow(refusal('key_reused'))
    expect(await available()).toBe(10)
  })

  it.each([0, -1, 0.5, 1e12, Number.NaN])('of %d credits is refused', async (credits) => {
    await expect(refund({ credits })).rejects.toThrow(refusal('invalid_input'))
    expect(await available()).toBe(8)
  })

  it('of more than was charged is refused', async () => {
    await expect(refund({ credits: 3 })).rejects.toThrow('Of this charge, 2 credits can still be refunded.')
  })

  it('of what is no charge says what it is', async () => {
    const { id } = await entryOf('hold')
    await expect(refund({ captureId: id })).rejects.toThrow(`${id} is no charge (it is of the kind hold)`)
    await expect(refund({ captureId: 'ent_none' })).rejects.toThrow(refusal('not_found'))
  })

  it.each(['', '  ', 'no', 'a\nb\nc', 'x'.repeat(201), 'a\0b'])(
    'for a reason that cannot stand on a statement is refused: %j',
    async (reason) => {
      await expect(refund({ reason })).rejects.toThrow(refusal('invalid_input'))
    },
  )

  it('is the operator’s, and nobody else’s', async () => {
    const asked = { captureId, credits: 2, reason: 'because I want it', idempotencyKey: 'mine' }
    for (const actor of [merchant, systemActor, { kind: 'anonymous' } as const])
      await expect(refundAsOperator(actor, asked, studio.deps)).rejects.toThrow(refusal('not_found'))
  })

  it('tells the browser that credits moved, and the operator what it was', async () => {
    const { id, causeId } = await refund()
    const [event] = await studio.deps.db.event.findMany({
      where: { accountId: merchant.accountId, type: 'credits.changed' },
      orderBy: { id: 'desc' },
      take: 1,
    })
    expect(event).toMatchObject({ subjectId: causeId })
    const explained = await explainEntry(operatorActor, id, studio.deps)
    expect(explained).toMatchObject({ grant: { source: 'refund' }, refundPair: [{ kind: 'capture' }] })
    const charge = await explainEntry(operatorActor, explained.entry.refundOf ?? '', studio.deps)
    expect(charge.refundPair.map((refund) => refund.id)).toContain(id)
  })
})
