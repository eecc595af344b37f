import { randomUUID } from 'node:crypto'
import { emailSchema } from '@studio/core/accounts'
import { systemClock } from '@studio/core/kernel'
import { grantAsOperator } from '@studio/services/credits'
import { operatorActor } from '@studio/services/kernel'
import { Command } from 'commander'
import { checkArgument } from '../check-argument.ts'
import { withOpenDatabase } from '../launch/with-studio.ts'

type GrantOptions = { reason: string; key?: string; json?: boolean }

/** `studio grant`: credits from the operator. */
export const grantCommand = new Command('grant')
  .description('give credits to an account')
  .argument('<e-mail>', 'whose account')
  .argument('<credits>', 'how many, a whole number')
  .requiredOption('--reason <words>', 'why; kept with the grant')
  .option('--key <key>', 'makes it happen once, however often the command is repeated')
  .option('--json', 'print the entry as JSON')
  .action(grant)

async function grant(
  givenEmail: string,
  credits: string,
  { reason, key, json }: GrantOptions,
): Promise<void> {
  const email = checkArgument(emailSchema, givenEmail)
  const idempotencyKey = `operator:${key ?? randomUUID()}`
  const entry = await withOpenDatabase((db) =>
    grantAsOperator(
      operatorActor,
      { email, credits: Number(credits), reason, idempotencyKey },
      { db, clock: systemClock },
    ),
  )
  const { id, availableAfter } = entry
  console.log(
    json
      ? JSON.stringify(entry)
      : `Gave ${entry.credits} ${entry.credits === 1 ? 'credit' : 'credits'} to ${email} (${id}). They have ${availableAfter} now.`,
  )
}
