import { Command } from 'commander'
import { accountCommand } from './commands/account.ts'
import { devCommand } from './commands/dev.ts'
import { shootCommand } from './commands/shoot.ts'
import { startCommand } from './commands/start.ts'
import { testCommand } from './commands/test.ts'
import { describeFailure } from './failure.ts'

const program = new Command('studio')
  .description('Studio Pro: product photos in, finished shop pictures out.')
  .usage('<command> [options]')
  .addCommand(startCommand)
  .addCommand(shootCommand)
  .addCommand(accountCommand)
  .addCommand(devCommand)
  .addCommand(testCommand)
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
  await program.parseAsync()
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
// Standard input or a pool may still be open; the command is done all the same.
process.exit()
