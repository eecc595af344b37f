import type { Check } from './check.ts'
import { docsCheck } from './docs.ts'
import { e2eCheck } from './e2e.ts'
import { importsCheck } from './imports.ts'
import { integrationCheck } from './integration.ts'
import { licencesCheck } from './licences.ts'
import { migrationsCheck } from './migrations.ts'
import { askTool } from './tool.ts'
import { typesCheck } from './types.ts'
import { runVitest } from './vitest.ts'
import { webBuildCheck } from './web-build.ts'

/** Every check of the repository, in the order in which they start. */
export const allChecks: readonly Check[] = [
  {
    name: 'lint',
    title: 'format and lint',
    run: () => askTool('biome', ['ci', '--colors=off', '--diagnostic-level=error', '.']),
  },
  importsCheck,
  typesCheck,
  licencesCheck,
  docsCheck,
  migrationsCheck,
  webBuildCheck,
  { name: 'unit', title: 'decisions', run: () => runVitest('unit') },
  { name: 'dom', title: 'components', run: () => runVitest('dom') },
  integrationCheck,
  e2eCheck,
]
