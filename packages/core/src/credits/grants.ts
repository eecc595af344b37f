/** A grant as the rules see it: what is left of it, and until when. `expiresAt` null: it never expires. */
export type GrantState = { id: string; remaining: number; expiresAt: Date | null; createdAt: Date }

/** A part of a movement that came out of, or went back into, one grant. `credits` is positive. */
export type GrantUse = { grantId: string; credits: number }

/** The order in which grants are used: soonest to expire first, so that nobody loses credits they could have spent. */
export function inConsumptionOrder<Grant extends Pick<GrantState, 'id' | 'expiresAt' | 'createdAt'>>(
  grants: readonly Grant[],
): Grant[] {
  const expiry = ({ expiresAt }: Grant) => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY
  return [...grants].sort(
    (a, b) =>
      compare(expiry(a), expiry(b)) ||
      compare(a.createdAt.getTime(), b.createdAt.getTime()) ||
      compare(a.id, b.id),
  )
}

/** Splits credits over grants in consumption order. The grants must hold at least that many. */
export function takeFromGrants(grants: readonly GrantState[], credits: number): GrantUse[] {
  const line = inConsumptionOrder(grants).map(({ id, remaining }) => ({ grantId: id, credits: remaining }))
  return sliceUses(line, 0, credits)
}

/**
 * The part of a line of credits from position `from` up to `to`. A hold is such a line, in consumption order:
 * captures eat it from the front and releases from the back, so that what comes back is what keeps longest.
 */
export function sliceUses(line: readonly GrantUse[], from: number, to: number): GrantUse[] {
  let position = 0
  return line.flatMap(({ grantId, credits }) => {
    const start = Math.max(position, from)
    position += credits
    const taken = Math.min(position, to) - start
    return taken > 0 ? [{ grantId, credits: taken }] : []
  })
}

/** Whether a grant is past its time and has something left that must expire. */
export function isDueToExpire({ remaining, expiresAt }: GrantState, now: Date): boolean {
  return remaining > 0 && expiresAt !== null && expiresAt <= now
}

function compare<Value extends number | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0
}
