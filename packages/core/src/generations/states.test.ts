import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasEnded, OUTPUT_STATUSES, type OutputStatus, summarizeStatus } from './states.ts'

describe('a generation is', () => {
  it.each<[OutputStatus, OutputStatus[]]>([
    ['queued', ['queued']],
    ['queued', ['queued', 'queued']],
    ['running', ['running', 'queued']],
    ['running', ['succeeded', 'queued']],
    ['running', ['failed', 'queued']],
    ['running', ['cancelled', 'queued']],
    ['running', ['succeeded', 'running']],
    ['succeeded', ['succeeded', 'succeeded']],
    ['succeeded', ['succeeded', 'failed']],
    ['succeeded', ['succeeded', 'cancelled', 'failed']],
    ['cancelled', ['cancelled', 'cancelled']],
    ['failed', ['failed']],
    ['failed', ['failed', 'cancelled']],
  ])('%s when its outputs are %j', (status, outputs) => {
    expect(summarizeStatus(outputs)).toBe(status)
  })

  it('the same whatever the order of its outputs, and ended exactly when all of them are', () => {
    const outputs = fc.array(fc.constantFrom(...OUTPUT_STATUSES), { minLength: 1, maxLength: 8 })
    const inTwoOrders = outputs.chain((some) =>
      fc.tuple(
        fc.constant(some),
        fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length }),
      ),
    )
    fc.assert(
      fc.property(inTwoOrders, ([some, shuffled]) => {
        expect(summarizeStatus(shuffled)).toBe(summarizeStatus(some))
        expect(hasEnded(summarizeStatus(some))).toBe(some.every(hasEnded))
      }),
    )
  })
})
