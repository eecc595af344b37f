import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

// Prisma downloads its native schema engine from a host of its own. Ours is on npm, as WebAssembly;
// this must be set before the CLI looks for the engine, and it reads this file first.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL('./prisma/schema-engine.mjs', import.meta.url),
)

const url = process.env.DATABASE_URL

/** Configuration of the `prisma` CLI. Commands that reach a database need `DATABASE_URL`. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url && { datasource: { url } }),
})
