import { type Check, failed, passed } from './check.ts'
import { runTool } from './tool.ts'

/** What dependency-cruiser says about a compiler that it does not need here. */
const COMPILER_NOTICE = /\n.*missing-tsc-transpiler[\s\S]*$/
/** Without its parser it would find no file, and no fault. */
const SOMETHING_CRUISED = /[1-9]\d* modules, [1-9]\d* dependencies cruised/

/** Holds every import against the rules of .dependency-cruiser.mjs. */
export const importsCheck: Check = {
  name: 'imports',
  title: 'who may import whom',
  async run() {
    const folders = ['apps', 'packages', 'e2e']
    const { exitCode, output } = await runTool('depcruise', ['--output-type', 'err-long', ...folders])
    const isAnswered = SOMETHING_CRUISED.test(output)
    return exitCode === 0 && isAnswered ? passed : failed(output.replace(COMPILER_NOTICE, '').trim())
  },
}
