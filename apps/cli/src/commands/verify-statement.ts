import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { findChainOffence, statementSchema } from '@studio/core/credits'
import { Command } from 'commander'
import { Failure } from '../failure.ts'

/** `studio verify-statement`: checks a downloaded statement without database or network. */
export const verifyStatementCommand = new Command('verify-statement')
  .description('check a downloaded statement: no number changed, nothing missing, every sum right')
  .argument('<file>', 'the statement as JSON')
  .action(verify)

async function verify(file: string): Promise<void> {
  const statement = statementSchema.safeParse(await readJson(file))
  if (!statement.success)
    throw new Failure(`${file} is not a statement: ${statement.error.issues[0]?.message}`)
  const { accountId, entries, balances, writtenAt } = statement.data
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const offence = findChainOffence(accountId, entries, sha256)
  if (offence) throw new Failure(`Entry ${offence.seq} is wrong: ${offence.problem}.`)
  const last = entries.at(-1)
  if (balances.available !== (last?.availableAfter ?? 0) || balances.held !== (last?.heldAfter ?? 0)) {
    throw new Failure('The balances at the top are not what the last entry says.')
  }
  console.log(
    `The statement of ${writtenAt} is whole: ${entries.length} entries, ${balances.available} credits available, ${balances.held} held.`,
  )
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message}`)
  }
}
