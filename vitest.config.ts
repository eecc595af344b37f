import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const backEnd = ['packages/**', 'apps/api/**', 'apps/worker/**', 'apps/cli/**']

/**
 * `unit`: decisions, beside the source. `integration`: real Postgres, real protocols, real files.
 * `dom`: components in jsdom. The browser journeys have their own project in `e2e`.
 *
 * But for the journeys, files are not isolated: a worker loads what they import once, where loading it for each file
 * took a third of the time. So a test leaves nothing behind in modules, in the process or on the page; hooks that hold
 * for every file stand in `setupFiles`.
 */
export default defineConfig({
  test: {
    // Most tests wait for a server more than they compute: more files at once than there are cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      {
        test: {
          name: 'unit',
          isolate: false,
          include: [...backEnd, 'apps/web/**'].map((root) => `${root}/*.test.ts`),
          exclude: ['**/node_modules/**', '**/*.integration.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: backEnd.map((root) => `${root}/*.integration.test.ts`),
          exclude: ['**/node_modules/**'],
          globalSetup: ['packages/db/testing/global-setup.ts'],
          isolate: false,
          setupFiles: ['packages/integrations/src/pictures/testing/open-loaders.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: 'apps/web/vite.config.ts',
        test: {
          name: 'dom',
          isolate: false,
          include: ['apps/web/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['apps/web/src/testing/clean-up.ts'],
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          // A story waits a while for several things, see PATIENCE_MS; waiting long costs nothing where nothing is wrong.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 90_000 } },
          globalSetup: ['e2e/support/global-setup.ts'],
          setupFiles: ['e2e/support/tell-failures.ts'],
          isolate: false,
          maxWorkers: 2,
        },
      },
    ],
  },
})
