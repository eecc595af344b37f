import { join } from 'node:path'
import { loadSecrets } from './secrets.ts'
import { hasOwnObjectStore } from './stand-ins.ts'

/** The variables that say where files live: the person's own, completed with the folder of this home. */
export function storageEnvironment(homeDir: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...loadSecrets(homeDir),
    ...(!hasOwnObjectStore() && {
      OBJECT_STORE: 'disk',
      DISK_STORE_DIR: process.env.DISK_STORE_DIR || join(homeDir, 'objects'),
    }),
  }
}
