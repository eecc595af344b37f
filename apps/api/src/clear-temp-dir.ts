import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The names that uploads get while they are on their way (services/assets/spool-upload.ts). */
const UPLOAD_NAME = /^upload-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Removes the uploads that a killed API left in its folder for temporary files: those of this very user that
 * were last written before this process began.
 */
export function clearTempDir(tempDir: string): void {
  const processStartedAtMs = Date.now() - process.uptime() * 1000
  for (const name of readdirSync(tempDir)) {
    if (!UPLOAD_NAME.test(name)) continue
    const path = join(tempDir, name)
    const file = statSync(path, { throwIfNoEntry: false })
    if (!file?.isFile() || file.uid !== process.getuid?.() || file.mtimeMs >= processStartedAtMs) continue
    rmSync(path, { force: true })
  }
}
