import type { Check } from './check.ts'
import { findProgram } from './find-program.ts'
import { startS3Server } from './s3-server.ts'
import { runVitest } from './vitest.ts'

/** Programs that only some tests ask, with what those prove and the package of Debian that has them. */
const MEDIA_PROGRAMS = [
  {
    program: 'exiftool',
    proves: 'a foreign program reads the AI marking',
    packageName: 'libimage-exiftool-perl',
  },
  { program: 'ffmpeg', proves: 'a video shows its own first frame', packageName: 'ffmpeg' },
] as const

/** Use cases on a real PostgreSQL, adapters on real protocols, object storage on a real S3 server. */
export const integrationCheck: Check = {
  name: 'integration',
  title: 'use cases and adapters on real servers',
  isHeavy: true,
  async run() {
    const s3 = await startS3Server()
    try {
      const outcome = await runVitest('integration', s3.env)
      const notes = [s3.note, ...MEDIA_PROGRAMS.map(noteMissing)].filter((note) => note !== undefined)
      return { ...outcome, ...(notes.length > 0 && { note: notes.join('\n') }) }
    } finally {
      await s3.stop()
    }
  },
}

/** What is not proved on this machine, and how it would be; the tests themselves are counted as skipped. */
function noteMissing({ program, proves, packageName }: (typeof MEDIA_PROGRAMS)[number]): string | undefined {
  if (findProgram(program)) return undefined
  return `That ${proves} is skipped, ${program} not found. On Debian: apt-get install -y --no-install-recommends ${packageName}`
}
