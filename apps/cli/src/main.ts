import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describeFailure } from './failure.ts'
import { workspaceRoot } from './launch/workspace.ts'

/** Loaded one by one: no command waits for what only another one needs. In the order of the help. */
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  shoot: async () => (await import('./commands/shoot.ts')).shootCommand,
  grant: async () => (await import('./commands/grant.ts')).grantCommand,
  refund: async () => (await import('./commands/refund.ts')).refundCommand,
  order: async () => (await import('./commands/order.ts')).orderCommand,
  ledger: async () => (await import('./commands/ledger.ts')).ledgerCommand,
  models: async () => (await import('./commands/models.ts')).modelsCommand,
  retention: async () => (await import('./commands/retention.ts')).retentionCommand,
  storage: async () => (await import('./commands/storage.ts')).storageCommand,
  'verify-statement': async () => (await import('./commands/verify-statement.ts')).verifyStatementCommand,
  'verify-receipt': async () => (await import('./commands/verify-receipt.ts')).verifyReceiptCommand,
  token: async () => (await import('./commands/token.ts')).tokenCommand,
  account: async () => (await import('./commands/account.ts')).accountCommand,
  'rotate-keys': async () => (await import('./commands/rotate-keys.ts')).rotateKeysCommand,
  dev: async () => (await import('./commands/dev.ts')).devCommand,
  test: async () => (await import('./commands/test.ts')).testCommand,
}

const program = new Command('studio')
  .description('Studio Pro: product photos in, finished shop pictures out.')
  .usage('<command> [options]')
  .helpCommand(false)
  .showHelpAfterError('Run with --help to see what is possible.')
  .addHelpText(
    'after',
    `
Environment:
  PORT           port of the one address (default 3000)
  STUDIO_HOME    folder that keeps all data (default .studio in the checkout)
  STUDIO_DEBUG   1 shows where an error comes from
  Every other variable is explained in .env.example.`,
  )

try {
  const settings = join(workspaceRoot, '.env')
  // What the environment already says wins over the file.
  if (existsSync(settings)) process.loadEnvFile(settings)
  const named = commands[process.argv[2] ?? '']
  for (const load of named ? [named] : Object.values(commands)) program.addCommand(await load())
  await program.parseAsync()
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
// Standard input or a pool may still be open; the command is done all the same.
process.exit()
