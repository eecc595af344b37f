import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const workspaceRoot = fileURLToPath(new URL('../../../../', import.meta.url))

/** Environment for tools of the workspace: this very Node and the installed programs first on the PATH. */
export const toolEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [dirname(process.execPath), join(workspaceRoot, 'node_modules', '.bin'), process.env.PATH].join(':'),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
})
