import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, systemClock } from '@studio/core/kernel'
import { z } from 'zod'
import { checkMail } from './check-mail.ts'
import { MailUnavailable } from './errors.ts'
import type { Mailer } from './port.ts'

const keptMail = z.object({
  id: z.string(),
  sentAt: z.coerce.date(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
})

/** A mail as the outbox keeps it. `id` names it in `read`. */
export type OutboxMail = z.infer<typeof keptMail>

/** Keeps mails in a folder instead of sending them, for a studio that runs on its owner's machine alone. */
export type Outbox = Mailer & {
  /** The mails that are kept, newest first. */
  list(): Promise<OutboxMail[]>
  /** One mail, or null when there is none by this id. */
  read(id: string): Promise<OutboxMail | null>
  /** Removes every mail to this address for good; returns how many files went. */
  removeTo(address: string): Promise<number>
}

/** How many mails an outbox keeps; older ones go. */
export const OUTBOX_MAILS = 200

/** Milliseconds, so that names sort by time, and some chance, so that two processes never take the same. */
const ID = /^\d{14}-[0-9a-f]{8}$/

/** Opens an outbox in `dir`, which is made with the first mail and readable by its owner alone. */
export function createOutbox({ dir, clock = systemClock }: { dir: string; clock?: Clock }): Outbox {
  let lastMs = 0

  const pathOf = (id: string) => join(dir, `${id}.json`)
  const remove = (ids: string[]) => Promise.all(ids.map((id) => rm(pathOf(id), { force: true })))

  async function newestIds(): Promise<string[]> {
    const names = await readdir(dir).catch(() => [])
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
    return ids
      .filter((id) => ID.test(id))
      .sort()
      .reverse()
  }

  async function read(id: string): Promise<OutboxMail | null> {
    if (!ID.test(id)) return null
    try {
      return keptMail.parse(JSON.parse(await readFile(pathOf(id), 'utf8')))
    } catch {
      // Removed meanwhile, or not written to its end: either way there is no mail to show.
      return null
    }
  }

  async function list(): Promise<OutboxMail[]> {
    const mails = await Promise.all((await newestIds()).map(read))
    return mails.filter((mail) => mail !== null)
  }

  return {
    list,
    read,
    async send(mail) {
      checkMail(mail)
      const sentAt = clock.now()
      // Two mails of one millisecond keep their order.
      lastMs = Math.max(sentAt.getTime(), lastMs + 1)
      const id = `${String(lastMs).padStart(14, '0')}-${randomBytes(4).toString('hex')}`
      const { to, subject, text, html } = mail
      try {
        await mkdir(dir, { recursive: true, mode: 0o700 })
        await writeFile(pathOf(id), JSON.stringify({ id, sentAt, to, subject, text, html }), { mode: 0o600 })
        await remove((await newestIds()).slice(OUTBOX_MAILS))
      } catch (error) {
        throw new MailUnavailable(`outbox ${(error as NodeJS.ErrnoException).code ?? 'failed'}`)
      }
    },
    async removeTo(address) {
      const ids = await newestIds()
      const mails = await Promise.all(ids.map(read))
      // What a crash left half written may be to anybody, so it goes as well.
      const gone = ids.filter((_, index) => (mails[index]?.to ?? address) === address)
      await remove(gone)
      return gone.length
    },
  }
}
