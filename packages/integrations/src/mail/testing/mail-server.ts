import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail as the server took it: who it was for, whether the line was encrypted, its parts, and every byte. */
export type ReceivedMail = {
  recipients: string[]
  user: string | undefined
  isEncrypted: boolean
  parsed: ParsedMail
  raw: string
}

/** A mail server on this machine that keeps what it gets. */
export type MailServer = { port: number; received: ReceivedMail[]; close(): Promise<void> }

/** Starts a real SMTP server on a free port; without options it speaks in the clear and asks for no password. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const server = new SMTPServer({
    disabledCommands: options.key ? [] : ['STARTTLS'],
    authOptional: true,
    closeTimeout: 1,
    onData: async (stream, session, done) => {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      const raw = Buffer.concat(chunks)
      received.push({
        recipients: session.envelope.rcptTo.map(({ address }) => address),
        user: session.user,
        isEncrypted: session.secure,
        parsed: await simpleParser(raw),
        raw: raw.toString(),
      })
      done()
    },
    ...options,
  })
  // A client that leaves in the middle is what some tests are about.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
