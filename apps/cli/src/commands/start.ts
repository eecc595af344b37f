import { join } from 'node:path'
import { Command } from 'commander'
import { studioHome } from '../launch/home.ts'
import { readPort } from '../launch/port.ts'
import { type Stack, startStack } from '../launch/stack.ts'
import { describeStandIns, listStandIns, shortPath } from '../launch/stand-ins.ts'
import { runUntilStopped } from '../launch/until-stopped.ts'

/** `npm start`: the whole studio on one address, until Ctrl-C. */
export const startCommand = new Command('start')
  .description('run the whole studio on this machine: database, storage, API, worker and web on one address')
  .action(start)

async function start(): Promise<void> {
  const homeDir = studioHome()
  const options = {
    homeDir,
    port: readPort(),
    ...(process.env.HOST && { host: process.env.HOST }),
    hasWeb: true,
    report: console.error,
  }
  await runUntilStopped(
    () => startStack(options),
    (stack) => announce(stack, homeDir),
  )
}

function announce({ publicUrl, ...stack }: Stack, homeDir: string): void {
  // Counted from the start of this process, which is what the person waited for.
  const seconds = (performance.now() / 1000).toFixed(1)
  const standIns = describeStandIns(listStandIns(homeDir, publicUrl, stack))
  const lines = [
    `  Studio Pro is ready: ${publicUrl}   (${seconds} s)`,
    ...(standIns ? [standIns] : []),
    `  Logs are in ${shortPath(join(homeDir, 'logs'))}. Ctrl-C stops everything.`,
  ]
  console.log(`\n${lines.join('\n\n')}\n`)
}
