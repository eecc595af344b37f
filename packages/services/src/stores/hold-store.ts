import type { Transaction } from '@studio/db'

/**
 * Whether a store is connected and not being left, and with `run`, whether that reading of its catalogue is the last one still. Then nobody
 * disconnects it, or begins another reading, before `tx` ends.
 */
export async function holdStore(
  tx: Transaction,
  { id, run }: { id: string; run?: number | undefined },
): Promise<boolean> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT FROM store
    WHERE id = ${id} AND status = 'connected' AND leaving_since IS NULL
      AND mirror_run = COALESCE(${run ?? null}::int, mirror_run) FOR SHARE`
  return held.length > 0
}
