import { createOutbox, type Outbox } from './outbox.ts'
import type { Mailer } from './port.ts'
import type { SmtpOptions } from './smtp.ts'

/** Which adapter to use, and its options. */
export type MailOptions = { kind: 'outbox'; dir: string } | ({ kind: 'smtp' } & SmtpOptions)

/** Opens the way mails leave; `outbox` is there when they stay here to be read. Loads nodemailer only to send. */
export async function openMail(options: MailOptions): Promise<{ mailer: Mailer; outbox: Outbox | null }> {
  if (options.kind === 'outbox') {
    const outbox = createOutbox(options)
    return { mailer: outbox, outbox }
  }
  const { createSmtpMailer } = await import('./smtp.ts')
  return { mailer: createSmtpMailer(options), outbox: null }
}
