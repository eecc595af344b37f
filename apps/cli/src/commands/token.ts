import { emailSchema } from '@studio/core/accounts'
import { idSchema, systemClock } from '@studio/core/kernel'
import { createTokenInput, type TokenView } from '@studio/core/tokens'
import { operatorActor } from '@studio/services/kernel'
import { keyVariables } from '@studio/services/keys'
import { createTokenAsOperator, listTokensAsOperator, revokeTokenAsOperator } from '@studio/services/tokens'
import { Command } from 'commander'
import { checkArgument } from '../check-argument.ts'
import { studioHome } from '../launch/home.ts'
import { loadSecrets } from '../launch/secrets.ts'
import { withOpenDatabase } from '../launch/with-studio.ts'

type CreateOptions = { name: string; scopes: string; days?: string; test?: boolean; json?: boolean }

const create = new Command('create')
  .description('make a token; it is printed this once')
  .argument('<e-mail>', 'whose token')
  .requiredOption('--name <name>', 'what it is for')
  .requiredOption('--scopes <list>', 'what it may do, separated by commas, such as assets:read,assets:write')
  .option('--days <number>', 'how many days it works; without this until it is revoked')
  .option('--test', 'one that works on the local studio and the sample model, and costs nothing')
  .option('--json', 'print it as JSON')
  .action(createToken)

const list = new Command('list')
  .description('the tokens of an account')
  .argument('<e-mail>', 'whose tokens')
  .option('--json', 'print them as JSON')
  .action(listTokens)

const revoke = new Command('revoke')
  .description('end a token; its next request is refused')
  .argument('<token>', 'its id, such as tok_…')
  .action(revokeToken)

/** `studio token …`: Personal Access Tokens, for operators and scripts. */
export const tokenCommand = new Command('token')
  .description('tokens for the public API')
  .addCommand(create)
  .addCommand(list)
  .addCommand(revoke)
  .helpCommand(false)

async function createToken(givenEmail: string, options: CreateOptions): Promise<void> {
  const email = checkArgument(emailSchema, givenEmail)
  const input = checkArgument(createTokenInput, {
    name: options.name,
    kind: options.test ? 'test' : 'live',
    scopes: options.scopes.split(',').map((scope) => scope.trim()),
    expiresInDays: options.days === undefined ? null : Number(options.days),
  })
  const made = await withOpenDatabase((db) => {
    // Only now is it certain that the home, where secrets may have to be made, is there.
    const keys = checkArgument(keyVariables, { ...process.env, ...loadSecrets(studioHome()) })
    return createTokenAsOperator(operatorActor, { ...input, email }, { db, clock: systemClock, keys })
  })
  console.log(options.json ? JSON.stringify(made) : made.token)
}

async function listTokens(givenEmail: string, { json }: { json?: boolean }): Promise<void> {
  const email = checkArgument(emailSchema, givenEmail)
  const tokens = await withOpenDatabase((db) => listTokensAsOperator(operatorActor, { email }, { db }))
  if (json) return console.log(JSON.stringify(tokens))
  for (const token of tokens) {
    const used = token.lastUsedAt ? `used ${token.lastUsedAt.slice(0, 10)}` : 'never used'
    console.log([token.id, `${token.prefix}…`, token.name, stateOf(token), used].join('  '))
  }
  if (tokens.length === 0) console.log('This account has no tokens.')
}

function stateOf({ revokedAt, expiresAt }: TokenView): string {
  if (revokedAt) return `revoked ${revokedAt.slice(0, 10)}`
  return expiresAt ? `until ${expiresAt.slice(0, 10)}` : 'until revoked'
}

async function revokeToken(given: string): Promise<void> {
  const id = checkArgument(idSchema('token'), given)
  await withOpenDatabase((db) => revokeTokenAsOperator(operatorActor, { id }, { db, clock: systemClock }))
  console.log(`The token ${id} is revoked.`)
}
