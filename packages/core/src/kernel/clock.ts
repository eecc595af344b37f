/** Where "now" comes from. Rules take `now` as a value; use cases ask the clock, so that tests can turn it. */
export type Clock = { now(): Date }

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() }
