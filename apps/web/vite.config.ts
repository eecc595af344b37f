import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compression } from 'vite-plugin-compression2'

/** Where the API listens while the web app is developed on its own port. */
const apiUrl = process.env.API_URL ?? 'http://127.0.0.1:3001'

/** Libraries that change seldom get files of their own, so that a release does not spoil the browser's cache. */
const SLOW_CHANGING: readonly { name: string; packages: RegExp }[] = [
  { name: 'react', packages: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'tanstack', packages: /node_modules\/@(tanstack|trpc)\// },
  { name: 'zod', packages: /node_modules\/zod\// },
]

/** What the way in is made of, and other forms like it. Each file of its own would cost its headers, too. */
const ENTRANCE = /apps\/web\/src\/features\/accounts\/(entrance|external|use-entrance|use-form|safe)/

/** The design system, the ways to the API, and the libraries under them. */
const SHARED = /apps\/web\/src\/(ui|lib)\/|node_modules\/(lucide-react|@base-ui|@floating-ui)\//

/** Lists that open, switches, and cards to choose from: the first screen shows none until something is pressed. */
const LATER = /\/(ui\/(menu|select|switch|radio-cards)\.tsx|@base-ui\/react\/(menu|select|switch)\/)/

/** Icons and small things about pictures: a file of its own would be smaller than its headers. */
const SMALL = /node_modules\/lucide-react\/|\/features\/assets\/(video|play-mark|download-assets)\.tsx?$/

export default defineConfig({
  // Compressed once here, at the highest level, instead of at every request: the API sends the files as they are.
  plugins: [react(), tailwindcss(), compression({ algorithms: ['brotliCompress', 'gzip'] })],
  server: {
    proxy: Object.fromEntries(
      ['/trpc', '/api', '/files', '/auth', '/outbox', '/privacy.txt', '/.well-known'].map((path) => [
        path,
        { target: apiUrl },
      ]),
    ),
  },
  build: {
    outDir: 'dist',
    // light-dark() is used for every colour; these are the first browsers that know it.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            ...SLOW_CHANGING.map(({ name, packages }) => ({ name, test: packages, priority: 1 })),
            // What most screens share is one file instead of twenty small ones, each with a journey of its own.
            { name: 'shared', test: (id) => SHARED.test(id) && !LATER.test(id), minShareCount: 4 },
            { name: 'small', test: SMALL, minShareCount: 2 },
            { name: 'entrance', test: ENTRANCE },
          ],
        },
      },
      // Core is pure: what a screen does not use of it stays out of that screen's files.
      treeshake: { moduleSideEffects: [{ test: /packages\/core\/src\//, sideEffects: false }] },
    },
  },
})
