import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const backEnd = ['packages/**', 'apps/api/**', 'apps/worker/**', 'apps/cli/**']

/**
 * `unit`: decisions, beside the source. `integration`: real Postgres, real protocols, real files.
 * `dom`: components in jsdom. The browser journeys have their own project in `e2e`.
 */
export default defineConfig({
  test: {
    // Most tests wait for a server more than they compute: more files at once than there are cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      {
        test: {
          name: 'unit',
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
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: 'apps/web/vite.config.ts',
        test: { name: 'dom', include: ['apps/web/**/*.test.tsx'], environment: 'jsdom' },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          globalSetup: ['e2e/support/build-web.ts'],
          // Each file has a studio of its own, which mostly waits for its browser.
          maxWorkers: 2,
        },
      },
    ],
  },
})
