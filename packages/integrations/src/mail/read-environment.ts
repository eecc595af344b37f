import { z } from 'zod'
import { isLoopbackHost } from '../safe-fetch/loopback.ts'
import { isAddress } from './check-mail.ts'
import type { MailOptions } from './open-mail.ts'
import type { SmtpOptions } from './smtp.ts'

/** `ada@example.com` or `Studio Pro <ada@example.com>`. */
const SENDER = /^(?:[^<>",\p{C}]+ <([^<>]+)>|([^<>]+))$/u

const smtpVariables = z.object({
  MAILER: z.literal('smtp'),
  SMTP_URL: z.string().refine((url) => readSmtpUrl(url) !== null, {
    error: 'Expected smtps://user:password@host:465 or smtp://user:password@host:587, nothing after it',
  }),
  MAIL_FROM: z.string().refine(isSender, { error: 'Expected an address, or Name <address>' }),
})

const outboxVariables = z.object({
  MAILER: z.literal('outbox'),
  MAIL_OUTBOX_DIR: z.string().min(1),
})

/** The variables that say how mails leave; see `.env.example`. `MAILER` may be left out when `SMTP_URL` is set. */
export const mailVariables = z.preprocess(
  (env) => {
    const given = env as NodeJS.ProcessEnv
    return { ...given, MAILER: given.MAILER ?? (given.SMTP_URL ? 'smtp' : 'outbox') }
  },
  z.discriminatedUnion('MAILER', [smtpVariables, outboxVariables]),
)

/** How mails leave, as the variables say. */
export function toMailOptions(env: z.infer<typeof mailVariables>): MailOptions {
  if (env.MAILER === 'outbox') return { kind: 'outbox', dir: env.MAIL_OUTBOX_DIR }
  const server = readSmtpUrl(env.SMTP_URL)
  if (!server) throw new Error('SMTP_URL was not checked')
  return { kind: 'smtp', ...server, from: env.MAIL_FROM }
}

/** Server, encryption and credentials of an `smtp:` or `smtps:` address; null for anything else. */
function readSmtpUrl(text: string): Omit<SmtpOptions, 'from'> | null {
  try {
    const url = new URL(text)
    const isTls = url.protocol === 'smtps:'
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const isRest = /^\/?$/.test(url.pathname) && !url.search && !url.hash
    if (!/^smtps?:$/.test(url.protocol) || !host || !isRest) return null
    const user = decodeURIComponent(url.username)
    const pass = decodeURIComponent(url.password)
    return {
      host,
      // RFC 8314, 7.3 and RFC 6409, 3.1.
      port: Number(url.port) || (isTls ? 465 : 587),
      encryption: isTls ? 'tls' : isLoopbackHost(host) ? 'none' : 'starttls',
      ...(user && { auth: { user, pass } }),
    }
  } catch {
    return null
  }
}

function isSender(text: string): boolean {
  const [, named, bare] = SENDER.exec(text) ?? []
  return isAddress(named ?? bare ?? '')
}
