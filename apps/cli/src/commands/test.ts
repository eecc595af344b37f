import { Command } from 'commander'
import { allChecks } from '../checks/all-checks.ts'
import type { Check, Outcome, Tally } from '../checks/check.ts'
import { runChecks } from '../checks/run-checks.ts'
import { Failure } from '../failure.ts'

const names = allChecks.map(({ name }) => name)

/** `npm test`: every check of the repository, ended by one line of counts. */
export const testCommand = new Command('test')
  .description('run every check of the repository, or the named ones')
  .argument('[names...]', `which checks to run: ${names.join(', ')}`)
  .action(test)

async function test(wanted: string[]): Promise<void> {
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    throw new Failure(`There is no check called ${unknown.join(', ')}. The checks are: ${names.join(', ')}.`)
  }
  const checks = allChecks.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  const failures: string[] = []
  const outcome = await runChecks(checks, {
    started: ({ name, title }) => console.log(`  … ${name}: ${title}`),
    finished: (check, result, seconds) => {
      console.log(describe(check, result, seconds))
      if (result.failed > 0) failures.push(...(result.failures ?? [check.title]))
    },
  })
  // Once more at the end: whoever sees only that of a long log learns what it was.
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((title) => `  ${title}`).join('\n')}`)
  console.log(`\n${countLine(outcome)}`)
  process.exitCode = outcome.failed > 0 ? 1 : 0
}

function describe({ name }: Check, outcome: Outcome, seconds: number): string {
  const verdict = outcome.failed > 0 ? '✗' : outcome.passed === 0 && outcome.skipped > 0 ? '-' : '✓'
  const lines = [`  ${verdict} ${name}: ${countLine(outcome)} (${seconds.toFixed(1)} s)`]
  if (outcome.note) lines.push(indent(outcome.note))
  if (outcome.failed > 0 && outcome.details) lines.push('', indent(outcome.details), '')
  return lines.join('\n')
}

const countLine = ({ passed, failed, skipped }: Tally) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`
const indent = (text: string) => text.replaceAll(/^/gm, '      ')
