import { text } from 'node:stream/consumers'
import { emailSchema, passwordSchema } from '@studio/core/accounts'
import { systemClock } from '@studio/core/kernel'
import { openDatabase } from '@studio/db'
import { createAccountAsOperator } from '@studio/services/accounts'
import { operatorActor } from '@studio/services/kernel'
import { Command } from 'commander'
import type { z } from 'zod'
import { Failure } from '../failure.ts'
import { studioHome } from '../launch/home.ts'
import { withDatabase } from '../launch/with-studio.ts'

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
  const email = check(emailSchema, givenEmail)
  const password = check(passwordSchema, await readPassword())
  await withDatabase({ homeDir: studioHome(), report: console.error }, async (url) => {
    const db = openDatabase({ url })
    try {
      const id = await createAccountAsOperator(
        operatorActor,
        { email, password, name },
        { db, clock: systemClock },
      )
      console.log(json ? JSON.stringify({ id, email }) : `Made the account ${id} for ${email}.`)
    } finally {
      await db.$disconnect()
    }
  })
}

/** One line from standard input; typed at a terminal it ends with Enter and Ctrl-D. */
async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) console.error('Type the password, then Enter and Ctrl-D:')
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (/[\r\n]/.test(password)) throw new Failure('The password is one line, and more than one was given.')
  return password
}

function check(schema: z.ZodType<string>, value: string): string {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Failure(result.error.issues[0]?.message ?? 'This cannot be used.')
}
