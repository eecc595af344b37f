import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import { workspaceRoot } from '../launch/workspace.ts'
import { type Check, total } from './check.ts'
import { askTool } from './tool.ts'

const PROJECTS = '{apps/*,packages/*,e2e,bench,scripts}/tsconfig.json'
const AT_ONCE = 2

/** TypeScript's verdict on every package; each package counts as one test. */
export const typesCheck: Check = {
  name: 'types',
  title: 'TypeScript in every package',
  async run() {
    const projects = globSync(PROJECTS, { cwd: workspaceRoot }).sort().map(dirname)
    const askNext = async () => {
      const outcomes = []
      for (let project = projects.shift(); project; project = projects.shift()) {
        outcomes.push(await askTool('tsc', ['--noEmit', '--pretty', 'false', '-p', project]))
      }
      return total(outcomes)
    }
    return total(await Promise.all(Array.from({ length: AT_ONCE }, askNext)))
  },
}
