import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { confirmEmail, readAccount, signUp } from '@studio/services/accounts'
import { openTestStudio, type TestStudio, until } from '@studio/services/testing'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorkers, type Workers } from '../testing/processes.ts'

const anonymous = { kind: 'anonymous' } as const

let studio: TestStudio
let workers: Workers
let server: SMTPServer
let smtpUrl: string
const received: ParsedMail[] = []

beforeAll(async () => {
  studio = await openTestStudio()
  workers = createWorkers(studio)
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        received.push(mail)
        done()
      }, done)
    },
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  smtpUrl = `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`
})
afterAll(async () => {
  await workers.killAll()
  await new Promise<void>((resolve) => server.close(resolve))
  await studio.close()
})

describe('the worker', () => {
  it('sends the link of somebody who signs up through a real mail server, and the link works', async () => {
    const { deps } = studio
    await workers.start({ MAILER: 'smtp', SMTP_URL: smtpUrl, MAIL_FROM: 'Studio Pro <studio@example.com>' })
    const person = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' }
    const visitor = { address: '192.0.2.1', userAgent: 'a browser' }
    const { accountId, sessionId } = await signUp(anonymous, person, visitor, deps)
    const mail = await until('the mail has come', () => received[0], 30_000)
    expect(mail.subject).toBe('Confirm your e-mail')
    expect(mail.from?.text).toBe('"Studio Pro" <studio@example.com>')
    expect([mail.to].flat().map((to) => to?.text)).toEqual(['ada@example.com'])

    const [, address, id, secret = ''] =
      /(http\S+)#verify_email\.(lnk_\w+)\.([\w-]+)/.exec(mail.text ?? '') ?? []
    expect(address).toBe(`${deps.publicUrl}/arrive`)
    expect(mail.html).toContain(secret)
    await confirmEmail(anonymous, { id: id as `lnk_${string}`, secret }, deps)
    const actor = { kind: 'account', accountId, sessionId } as const
    expect((await readAccount(actor, deps)).isEmailVerified).toBe(true)
    expect(received).toHaveLength(1)
  })
})
