import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { workspaceRoot } from '../launch/workspace.ts'
import { type Check, total } from './check.ts'
import { askTool } from './tool.ts'

const PROJECTS = '{apps/*,packages/*,e2e,bench,scripts}/tsconfig.json'

/** Checks all packages without settings of their own as one program: each alone would check what it imports again. */
const TOGETHER = 'tsconfig.back-end.json'

/** What a package without settings of its own says. */
const PLAIN = { extends: '../../tsconfig.base.json', include: ['**/*.ts'] }

const AT_ONCE = 2

/** TypeScript's verdict on every package; each program counts as one test. */
export const typesCheck: Check = {
  name: 'types',
  title: 'TypeScript in every package',
  async run() {
    const projects = globSync(PROJECTS, { cwd: workspaceRoot }).sort()
    const plain = projects.filter((project) => isDeepStrictEqual(readConfig(project), PLAIN)).map(dirname)
    refuseForgotten(plain)
    const programs = [TOGETHER, ...projects.map(dirname).filter((project) => !plain.includes(project))]
    const askNext = async () => {
      const outcomes = []
      for (let program = programs.shift(); program; program = programs.shift()) {
        outcomes.push(await askTool('tsc', ['--noEmit', '--pretty', 'false', '-p', program]))
      }
      return total(outcomes)
    }
    return total(await Promise.all(Array.from({ length: AT_ONCE }, askNext)))
  },
}

/** @throws Error when the common program does not name just the packages that it is for */
function refuseForgotten(plain: string[]): void {
  const wanted = plain.map((project) => `${project}/**/*.ts`)
  const { include } = readConfig(TOGETHER) as { include?: string[] }
  if (!isDeepStrictEqual(include, wanted))
    throw new Error(`${TOGETHER} must include just ${wanted.join(', ')}.`)
}

/** A configuration; null for one with comments, which is not plain. */
function readConfig(file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(workspaceRoot, file), 'utf8'))
  } catch {
    return null
  }
}
