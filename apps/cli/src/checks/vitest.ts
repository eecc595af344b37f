import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { workspaceRoot } from '../launch/workspace.ts'
import type { Outcome } from './check.ts'
import { runTool } from './tool.ts'

/** The part of Vitest's JSON report that is read here. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})
type Report = z.infer<typeof reportSchema>

const SHOWN_OUTPUT_CHARACTERS = 8_000

/** Runs one project of vitest.config.ts and counts its tests. */
export async function runVitest(project: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const dir = mkdtempSync(join(tmpdir(), 'studio-tests-'))
  try {
    const reportFile = join(dir, 'report.json')
    const args = [
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=json',
      `--outputFile=${reportFile}`,
    ]
    const { exitCode, output } = await runTool('vitest', args, env)
    return readOutcome(reportFile, exitCode, output)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function readOutcome(reportFile: string, exitCode: number, output: string): Outcome {
  let report: Report
  try {
    report = reportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8')))
  } catch {
    // No report: Vitest itself, its configuration or a global set-up failed.
    const isEmpty = exitCode === 0
    return { passed: 0, failed: isEmpty ? 0 : 1, skipped: 0, details: tail(output) }
  }
  const outcome = countReport(report)
  // An error outside of every test (an unhandled rejection) fails the run without failing a test.
  if (exitCode !== 0 && outcome.failed === 0) return { ...outcome, failed: 1, details: tail(output) }
  return outcome
}

/** Counts the tests of a report; a file that could not be loaded counts as one failed test. */
export function countReport({ testResults }: Report): Outcome {
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ status, fullName, failureMessages }) => ({
      status,
      title: `${relative(workspaceRoot, name)}: ${fullName}`,
      reason: (failureMessages ?? []).join('\n'),
    })),
  )
  const failedTests = tests.filter(({ status }) => status === 'failed')
  const brokenFiles = testResults
    .filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    )
    .map(({ name, message }) => ({ title: relative(workspaceRoot, name), reason: message }))
  const failures = [...brokenFiles, ...failedTests]
  const details = failures.map(({ title, reason }) => `${title}\n${indent(withoutToolFrames(reason))}`)
  const passedCount = tests.filter(({ status }) => status === 'passed').length
  return {
    passed: passedCount,
    failed: failures.length,
    skipped: tests.length - passedCount - failedTests.length,
    ...(failures.length > 0 && {
      details: details.join('\n\n'),
      failures: failures.map(({ title }) => title),
    }),
  }
}

/** Lines of a stack that lie in a tool say nothing about what failed, and hide what does. */
const withoutToolFrames = (text: string) => text.replaceAll(/^ *at .*\/node_modules\/.*\n?/gm, '').trimEnd()
const indent = (text: string) => text.replaceAll(/^/gm, '  ')
const tail = (text: string) => text.trim().slice(-SHOWN_OUTPUT_CHARACTERS)
