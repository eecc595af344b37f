import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from './state.ts'

/** Keeps the shops in a file, so that a studio finds its shop again after a restart. */
export type WorldKeeper = { read(): World | null; write(world: World): void }

/** Nothing is kept without a folder. What takes long anew and is not missed, bulk answers, is left out. */
export function createWorldKeeper(dir: string | undefined): WorldKeeper {
  if (dir === undefined) return { read: () => null, write: () => undefined }
  mkdirSync(dir, { recursive: true })
  const file = join(dir, 'shops.json')
  return {
    read() {
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as World
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    write({ shops, lastNumber }) {
      const kept = Object.entries(shops).map(([domain, shop]) => [domain, { ...shop, bulkOperations: {} }])
      writeFileSync(`${file}.new`, JSON.stringify({ shops: Object.fromEntries(kept), lastNumber }))
      renameSync(`${file}.new`, file)
    },
  }
}
