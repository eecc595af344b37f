import { runProgram } from '../launch/run-program.ts'
import { workspaceRoot } from '../launch/workspace.ts'
import { type Check, failed, passed } from './check.ts'
import { checkEnvironment } from './tool.ts'

/** Links, variables and package READMEs: what the documents say is there must be there. */
export const docsCheck: Check = {
  name: 'docs',
  title: 'documents agree with the code',
  async run() {
    const options = { cwd: workspaceRoot, env: checkEnvironment() }
    const { exitCode, output } = await runProgram(process.execPath, ['scripts/check-docs.mjs'], options)
    return exitCode === 0 ? passed : failed(output.trim())
  },
}
