import { systemClock } from '@studio/core/kernel'
import { operatorActor } from '@studio/services/kernel'
import { type RetentionLine, reportRetention } from '@studio/services/retention'
import { Command } from 'commander'
import { withOpenDatabase } from '../launch/with-studio.ts'

const report = new Command('report')
  .description('show for every rule what it keeps for how long, what it holds, and what it removed')
  .option('--json', 'print the lines as JSON')
  .action(async ({ json }: { json?: boolean }) => {
    const lines = await withOpenDatabase((db) => reportRetention(operatorActor, { db, clock: systemClock }))
    if (json) return console.log(JSON.stringify(lines, null, 2))
    console.log('what                             kept       held  past due    removed  last run')
    for (const line of lines) console.log(writeLine(line))
    console.log(
      '\nEverything else is kept for as long as its account is active. A worker applies the rules each minute.',
    )
  })

/** `studio retention …`: what is kept for how long. */
export const retentionCommand = new Command('retention')
  .description('what is kept for how long')
  .addCommand(report)
  .helpCommand(false)

function writeLine({ noun, keepMs, held, pastDue, removed, lastRunAt }: RetentionLine): string {
  const figures = [String(held).padStart(8), String(pastDue).padStart(9), String(removed).padStart(10)]
  return `${noun.padEnd(32)} ${describeTime(keepMs).padEnd(8)} ${figures.join(' ')}  ${lastRunAt?.toISOString() ?? 'never'}`
}

/** Rules count in whole hours and days; without any, a thing goes when its own time is over. */
function describeTime(keepMs: number): string {
  const hours = keepMs / 3_600_000
  if (hours === 0) return 'its time'
  return hours <= 24 ? `${hours} h` : `${hours / 24} days`
}
