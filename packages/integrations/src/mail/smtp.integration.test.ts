import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { makeSelfSigned } from '../safe-fetch/testing/self-signed.ts'
import { MailRefused, MailUnavailable } from './index.ts'
import { createSmtpMailer, type SmtpOptions } from './smtp.ts'
import { type MailServer, startMailServer } from './testing/mail-server.ts'

const certificate = makeSelfSigned(['127.0.0.1'])
const mail = {
  to: 'ada@example.com',
  subject: 'Größe: 100 % 🎉 — your picture is ready, and this subject is long enough to be folded twice',
  text: 'Grüße, 你好\n.\nA line with a dot alone ends no mail.\n',
  html: '<p>Grüße, <b>你好</b></p>',
}

let server: MailServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function openMailer(onServer: SMTPServerOptions = {}, options: Partial<SmtpOptions> = {}) {
  server = await startMailServer(onServer)
  const { port, received } = server
  const from = 'Studio Pro <studio@example.com>'
  const mailer = createSmtpMailer({ host: '127.0.0.1', port, encryption: 'none', from, ...options })
  return { mailer, received }
}

/** Fails with these codes at a command, as a server does. */
const refusal = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })

const failureOf = async (sending: Promise<void>) => {
  const failure = await sending.catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(MailUnavailable)
  return failure as MailUnavailable
}

describe('a mail', () => {
  it('arrives as it was written, in letters of any script, from us and to one person', async () => {
    const { mailer, received } = await openMailer()
    await mailer.send(mail)
    expect(received).toHaveLength(1)
    const [{ parsed, recipients } = { parsed: undefined, recipients: [] }] = received
    expect(recipients).toEqual([mail.to])
    expect(parsed?.from?.value).toEqual([{ name: 'Studio Pro', address: 'studio@example.com' }])
    expect(parsed?.subject).toBe(mail.subject)
    expect(parsed?.text?.trim()).toBe(mail.text.trim())
    expect(parsed?.html).toBe(mail.html)
    expect(parsed?.messageId).toMatch(/@example\.com>$/)
  })

  it('reaches an address in letters of another script', async () => {
    const { mailer, received } = await openMailer()
    await mailer.send({ ...mail, to: 'ada@müller.example' })
    expect(received[0]?.recipients).toEqual(['ada@müller.example'])
    expect(received[0]?.raw).toContain('To: ada@xn--mller-kva.example\r\n')
  })

  it('says that nobody wrote it, so that no holiday greeting answers', async () => {
    const { mailer, received } = await openMailer()
    await mailer.send(mail)
    expect(received[0]?.parsed.headers.get('auto-submitted')).toBe('auto-generated')
  })

  it('carries what looks like a header, a file or an address in its text as text', async () => {
    const { mailer, received } = await openMailer()
    const text = 'Bcc: eve@example.com\n\n/etc/passwd\nhttps://example.com'
    await mailer.send({ ...mail, text, html: text })
    expect(received[0]?.recipients).toEqual([mail.to])
    expect(received[0]?.parsed.text?.trim()).toBe(text)
    expect(received[0]?.parsed.attachments).toEqual([])
  })

  it.each([
    { to: 'ada@example.com\r\nBcc: eve@example.com' },
    { to: 'ada@example.com, eve@example.com' },
    { subject: 'Hello\r\nBcc: eve@example.com' },
  ])('with %j is refused before the server hears of it', async (part) => {
    const { mailer, received } = await openMailer()
    await expect(mailer.send({ ...mail, ...part })).rejects.toThrow(MailRefused)
    expect(received).toEqual([])
  })
})

describe('encryption', () => {
  it('begins before the password and the mail are sent', async () => {
    const { mailer, received } = await openMailer(
      {
        ...certificate,
        authOptional: false,
        onAuth: ({ username, password }, _session, done) =>
          password === 'p/w: ü' ? done(null, { user: username ?? '' }) : done(new Error('wrong')),
      },
      { encryption: 'starttls', ca: certificate.cert, auth: { user: 'studio', pass: 'p/w: ü' } },
    )
    await mailer.send(mail)
    expect(received[0]).toMatchObject({ isEncrypted: true, user: 'studio' })
  })

  it('may be there from the first byte', async () => {
    const { mailer, received } = await openMailer(
      { ...certificate, secure: true },
      { encryption: 'tls', ca: certificate.cert },
    )
    await mailer.send(mail)
    expect(received[0]?.isEncrypted).toBe(true)
  })

  it('is not given up when a server, or somebody on the way, does not offer it', async () => {
    const { mailer, received } = await openMailer({}, { encryption: 'starttls' })
    expect((await failureOf(mailer.send(mail))).isRefused).toBe(false)
    expect(received).toEqual([])
  })

  it('is not taken from a server that nobody vouches for', async () => {
    const { mailer, received } = await openMailer({ ...certificate }, { encryption: 'starttls' })
    expect((await failureOf(mailer.send(mail))).isRefused).toBe(false)
    expect(received).toEqual([])
  })

  it('cannot be switched off for a server on the network', () => {
    const options = { port: 25, encryption: 'none', from: 'a@example.com' } as const
    for (const host of ['mail.example.com', '10.0.0.5', 'localhost.example.com', '127.0.0.1.example.com'])
      expect(() => createSmtpMailer({ ...options, host })).toThrow('on this machine alone')
  })
})

describe('a mail that does not leave', () => {
  it('because there is no such recipient is not worth trying again, and the log does not learn who', async () => {
    const { mailer } = await openMailer({
      onRcptTo: ({ address }, _session, done) => done(refusal(550, `<${address}> unknown`)),
    })
    const failure = await failureOf(mailer.send(mail))
    expect(failure).toMatchObject({ code: 'mail_unavailable', isRefused: true, details: {} })
    expect(failure.diagnosis).toBe('EENVELOPE RCPT TO 550')
    expect(JSON.stringify([failure.message, failure.diagnosis, failure.cause])).not.toContain('ada')
  })

  it('because its content is refused is not worth trying again', async () => {
    const { mailer } = await openMailer({
      onData: (stream, _session, done) => void stream.resume().on('end', () => done(refusal(554, 'spam'))),
    })
    expect((await failureOf(mailer.send(mail))).isRefused).toBe(true)
  })

  it.each([
    ['the recipient has to wait', { onRcptTo: (_a, _s, done) => done(refusal(451, 'greylisted')) }],
    ['we may not send in that name', { onMailFrom: (_a, _s, done) => done(refusal(550, 'not yours')) }],
    ['the server has no time', { onConnect: (_s, done) => done(refusal(421, 'busy')) }],
  ] as [string, SMTPServerOptions][])('because %s may leave later', async (_case, onServer) => {
    const { mailer, received } = await openMailer(onServer)
    const failure = await failureOf(mailer.send(mail))
    expect(failure).toMatchObject({ isRefused: false, details: { retryAfterSeconds: 60 } })
    expect(received).toEqual([])
  })

  it('because our password is wrong may leave once the operator has mended it', async () => {
    const { mailer } = await openMailer(
      { allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(refusal(535, 'wrong')) },
      { auth: { user: 'studio', pass: 'secret-canary' } },
    )
    const failure = await failureOf(mailer.send(mail))
    expect(failure.isRefused).toBe(false)
    expect(failure.diagnosis).toMatch(/^EAUTH .*535$/)
    expect(failure.diagnosis).not.toContain('secret-canary')
  })

  it('because the server is down may leave later', async () => {
    const { mailer } = await openMailer()
    await server?.close()
    expect((await failureOf(mailer.send(mail))).diagnosis).toContain('ESOCKET')
  })

  it.each([
    ['never greets', ''],
    ['greets and falls silent', '220 hello\r\n'],
  ])('because the server %s ends in time, and the line is closed', async (_case, greeting) => {
    const hanging = createServer((socket) => void socket.on('error', () => {}).write(greeting))
    await once(hanging.listen(0, '127.0.0.1'), 'listening')
    const { port } = hanging.address() as AddressInfo
    const options = { host: '127.0.0.1', port, encryption: 'none', from: 'studio@example.com' } as const
    const closed = once(hanging, 'connection').then(([socket]) => once(socket.resume(), 'close'))
    const failure = await failureOf(createSmtpMailer({ ...options, timeoutMs: 100 }).send(mail))
    expect(failure).toMatchObject({ code: 'mail_unavailable', isRefused: false })
    await closed
    await new Promise((resolve) => hanging.close(resolve))
  })

  it('because the server answers a byte at a time ends in time as well', async () => {
    const dripping = createServer((socket) => {
      const timer = setInterval(() => socket.write('2'), 20)
      socket.on('error', () => {}).on('close', () => clearInterval(timer))
    })
    await once(dripping.listen(0, '127.0.0.1'), 'listening')
    const { port } = dripping.address() as AddressInfo
    const options = { host: '127.0.0.1', port, encryption: 'none', from: 'studio@example.com' } as const
    const failure = await failureOf(createSmtpMailer({ ...options, timeoutMs: 200 }).send(mail))
    expect(failure.diagnosis).toBe('EABORT')
    await new Promise((resolve) => dripping.close(resolve))
  })
})
