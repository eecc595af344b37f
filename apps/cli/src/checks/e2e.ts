import { globSync } from 'node:fs'
import { workspaceRoot } from '../launch/workspace.ts'
import type { Check } from './check.ts'
import { findProgram, isExecutable } from './find-program.ts'
import { runVitest } from './vitest.ts'

/** Names and places under which Chromium is installed on Linux and macOS. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The journeys in a real browser against the whole running product. */
export const e2eCheck: Check = {
  name: 'e2e',
  title: 'journeys in headless Chromium',
  isHeavy: true,
  async run() {
    const chromium = findChromium()
    if (chromium) return runVitest('e2e', { CHROMIUM_PATH: chromium })
    const files = globSync('e2e/**/*.e2e.ts', { cwd: workspaceRoot, exclude: ['**/node_modules/**'] })
    return {
      passed: 0,
      failed: 0,
      skipped: files.length,
      note: 'No Chromium found, the journeys are skipped. On Debian: apt-get install -y chromium. Elsewhere set CHROMIUM_PATH to a Chromium or Chrome.',
    }
  },
}

/** A Chromium or Chrome of this machine: CHROMIUM_PATH, else one on the PATH or in a usual place. */
function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH
  if (given) return given
  const found = PROGRAMS.map((program) => findProgram(program, ['/usr/bin', '/snap/bin']))
  return found.find(Boolean) ?? PLACES.find(isExecutable)
}
