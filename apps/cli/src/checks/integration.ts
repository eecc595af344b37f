import type { Check } from './check.ts'
import { startS3Server } from './s3-server.ts'
import { runVitest } from './vitest.ts'

/** Use cases on a real PostgreSQL, adapters on real protocols, object storage on a real S3 server. */
export const integrationCheck: Check = {
  name: 'integration',
  title: 'use cases and adapters on real servers',
  isHeavy: true,
  async run() {
    const s3 = await startS3Server()
    try {
      const outcome = await runVitest('integration', s3.env)
      return { ...outcome, ...(s3.note && { note: s3.note }) }
    } finally {
      await s3.stop()
    }
  },
}
