import { randomUUID } from 'node:crypto'
import { systemClock } from '@studio/core/kernel'
import { refundAsOperator } from '@studio/services/credits'
import { operatorActor } from '@studio/services/kernel'
import { Command } from 'commander'
import { withOpenDatabase } from '../launch/with-studio.ts'

type RefundOptions = { reason: string; key?: string; json?: boolean }

/** `studio refund`: gives back a charge. */
export const refundCommand = new Command('refund')
  .description('give back a charge, wholly or in part')
  .argument('<entry>', 'the entry that charged it, such as ent_…')
  .argument('<credits>', 'how many of its credits, or all')
  .requiredOption('--reason <words>', 'why; it stands on the statement for good, so nothing personal')
  .option('--key <key>', 'makes it happen once, however often the command is repeated')
  .option('--json', 'print the entry as JSON')
  .action(refund)

async function refund(
  captureId: string,
  credits: string,
  { reason, key, json }: RefundOptions,
): Promise<void> {
  const idempotencyKey = `operator:${key ?? randomUUID()}`
  const howMany = credits === 'all' ? credits : Number(credits)
  const entry = await withOpenDatabase((db) =>
    refundAsOperator(
      operatorActor,
      { captureId, credits: howMany, reason, idempotencyKey },
      { db, clock: systemClock },
    ),
  )
  const { id, availableAfter } = entry
  console.log(
    json
      ? JSON.stringify(entry)
      : `Refunded ${entry.credits} credits of ${captureId} (${id}). The account has ${availableAfter} now.`,
  )
}
