import { describe, expect, it } from 'vitest'
import { mailVariables, toMailOptions } from './read-environment.ts'

const smtp = { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'Studio Pro <studio@example.com>' }
const read = (env: NodeJS.ProcessEnv) => toMailOptions(mailVariables.parse(env))
const problemsOf = (env: NodeJS.ProcessEnv) =>
  mailVariables.safeParse(env).error?.issues.map(({ path }) => path.join('.'))

describe('the environment of the mails', () => {
  it('without a mail server they stay in the outbox', () => {
    expect(read({ MAIL_OUTBOX_DIR: '/data/outbox' })).toEqual({ kind: 'outbox', dir: '/data/outbox' })
    expect(read({ ...smtp, MAILER: 'outbox', MAIL_OUTBOX_DIR: '/data/outbox' })).toMatchObject({
      kind: 'outbox',
    })
  })

  it.each([
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, encryption: 'starttls' }],
    ['smtp://mail.example.com:25/', { port: 25, encryption: 'starttls' }],
    ['smtps://mail.example.com', { port: 465, encryption: 'tls' }],
    ['smtp://10.0.0.5:1025', { host: '10.0.0.5', encryption: 'starttls' }],
    ['smtp://localhost.example.com', { encryption: 'starttls' }],
    ['smtp://localhost:1025', { host: 'localhost', port: 1025, encryption: 'none' }],
    ['smtp://127.0.0.1:1025', { encryption: 'none' }],
    ['smtp://[::1]:1025', { host: '::1', encryption: 'none' }],
    ['smtps://localhost', { encryption: 'tls' }],
    ['smtps://a%40b:p%2Fw@mail.example.com', { auth: { user: 'a@b', pass: 'p/w' } }],
  ])('%s is encrypted unless it stays on this machine', (url, expected) => {
    expect(read({ ...smtp, SMTP_URL: url })).toMatchObject({
      kind: 'smtp',
      from: smtp.MAIL_FROM,
      ...expected,
    })
  })

  it.each([
    ['nothing at all', {}, 'MAIL_OUTBOX_DIR'],
    ['a web address', { ...smtp, SMTP_URL: 'https://mail.example.com' }, 'SMTP_URL'],
    ['options that would be lost', { ...smtp, SMTP_URL: 'smtp://mail.example.com?requireTLS=1' }, 'SMTP_URL'],
    ['a password that is not escaped', { ...smtp, SMTP_URL: 'smtp://a:50%@mail.example.com' }, 'SMTP_URL'],
    ['no server', { ...smtp, SMTP_URL: 'smtp://' }, 'SMTP_URL'],
    ['no sender', { SMTP_URL: smtp.SMTP_URL }, 'MAIL_FROM'],
    ['a sender that is no address', { ...smtp, MAIL_FROM: 'Studio Pro' }, 'MAIL_FROM'],
    ['two senders', { ...smtp, MAIL_FROM: 'a@example.com, b@example.com' }, 'MAIL_FROM'],
    ['a sender with a line break', { ...smtp, MAIL_FROM: 'Studio\r\nBcc: x <a@example.com>' }, 'MAIL_FROM'],
  ])('%s is refused by the name of the variable', (_case, env, variable) => {
    expect(problemsOf(env)).toEqual([variable])
  })
})
