import { createTransport } from 'nodemailer'
import { isLoopbackHost } from '../safe-fetch/loopback.ts'
import { checkMail } from './check-mail.ts'
import { MailUnavailable } from './errors.ts'
import type { Mailer } from './port.ts'

/** The mail server and how to talk to it. */
export type SmtpOptions = {
  host: string
  port: number
  /** `tls` from the first byte, `starttls` before anything is said, or `none`: on this machine alone. */
  encryption: 'tls' | 'starttls' | 'none'
  auth?: { user: string; pass: string }
  /** Who the mails come from: an address, or `Name <address>`. */
  from: string
  /** How long one mail may take from the name's lookup to the server's last word. Default 20 s. */
  timeoutMs?: number
  /** Certificates to trust instead of the system's, as PEM. */
  ca?: string
}

/**
 * Sends mails through a mail server (SMTP, RFC 5321), a connection for each.
 * @throws an Error when the options would send mails in the clear over a network
 */
export function createSmtpMailer(options: SmtpOptions): Mailer {
  const { host, port, encryption, auth, from, timeoutMs = 20_000, ca } = options
  if (encryption === 'none' && !isLoopbackHost(host)) {
    throw new Error('Mail is sent without encryption on this machine alone')
  }
  const transport = createTransport({
    host,
    port,
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    ...(auth && { auth }),
    ...(ca && { tls: { ca } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      checkMail(mail)
      const { to, subject, text, html } = mail
      // RFC 3834, 5: nobody's holiday greeting answers it.
      const headers = { 'Auto-Submitted': 'auto-generated' }
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          html,
          headers,
          signal: AbortSignal.timeout(timeoutMs),
        })
      } catch (error) {
        throw toMailUnavailable(error)
      }
    },
  }
}

/** nodemailer's errors say at which command the server refused, and with which code (RFC 5321, 4.2). */
function toMailUnavailable(error: unknown): MailUnavailable {
  const {
    code,
    command,
    responseCode = 0,
  } = error as {
    code?: string
    command?: string
    responseCode?: number
  }
  const isPermanent = responseCode >= 500 && responseCode !== 503
  // 5xx to our name or to our sender is the operator's to mend; the mail itself is fine.
  const isRefused = isPermanent && (command === 'RCPT TO' || command === 'DATA')
  return new MailUnavailable([code, command, responseCode || undefined].filter(Boolean).join(' '), {
    isRefused,
  })
}
