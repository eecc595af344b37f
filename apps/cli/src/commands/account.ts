import { text } from 'node:stream/consumers'
import { emailSchema, passwordSchema } from '@studio/core/accounts'
import { systemClock } from '@studio/core/kernel'
import { createAccountAsOperator } from '@studio/services/accounts'
import { operatorActor } from '@studio/services/kernel'
import { Command } from 'commander'
import { checkArgument } from '../check-argument.ts'
import { Failure } from '../failure.ts'
import { withOpenDatabase } from '../launch/with-studio.ts'

type CreateOptions = { name: string; json?: boolean }

const create = new Command('create')
  .description('make an account; its password is read from standard input')
  .argument('<e-mail>', 'address to sign in with')
  .option('--name <name>', 'what to call the person', '')
  .option('--json', 'print the account as JSON')
  .addHelpText(
    'after',
    "\nExample:\n  printf 'a long password' | npm run studio -- account create me@example.com",
  )
  .action(createAccount)

/** `studio account …`: accounts, for operators and scripts. */
export const accountCommand = new Command('account')
  .description('accounts')
  .addCommand(create)
  .helpCommand(false)

async function createAccount(givenEmail: string, { name, json }: CreateOptions): Promise<void> {
  const email = checkArgument(emailSchema, givenEmail)
  const password = checkArgument(passwordSchema, await readPassword())
  const id = await withOpenDatabase((db) =>
    createAccountAsOperator(operatorActor, { email, password, name }, { db, clock: systemClock }),
  )
  console.log(json ? JSON.stringify({ id, email }) : `Made the account ${id} for ${email}.`)
}

/** One line from standard input; typed at a terminal it ends with Enter and Ctrl-D. */
async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) console.error('Type the password, then Enter and Ctrl-D:')
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (/[\r\n]/.test(password)) throw new Failure('The password is one line, and more than one was given.')
  return password
}
