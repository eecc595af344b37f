import type { Clock } from '@studio/core/kernel'

/** The machine's clock, which a test can put forward. */
export type TestClock = Clock & { advance(ms: number): void }

/** A clock that runs like the machine's and jumps when told: what waits is due without anybody waiting. */
export function createTestClock(): TestClock {
  let aheadMs = 0
  return {
    now: () => new Date(Date.now() + aheadMs),
    advance(ms) {
      aheadMs += ms
    },
  }
}
