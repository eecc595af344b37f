import { describe, expect, it } from 'vitest'
import { escapeHtml } from '../kernel/index.ts'
import { mailLinkAddress } from './mail-links.ts'
import { changeEmailMail, emailChangeNoticeMail, resetPasswordMail, verifyEmailMail } from './mails.ts'

const address = 'https://studio.example/arrive#x.lnk_1.secret?a="b"&c=<d>'
const MAILS = [
  ['to confirm an e-mail', verifyEmailMail, '3 days'],
  ['to move to another e-mail', changeEmailMail, '24 hours'],
  ['for a forgotten password', resetPasswordMail, 'an hour'],
  ['to the e-mail that is left', emailChangeNoticeMail, ''],
] as const

describe.each(MAILS)('a mail %s', (_what, write, time) => {
  const { subject, text, html } = write(address)

  it('says the same in plain text and in HTML, and for how long its link works', () => {
    expect(text).toContain(address)
    expect(html).toContain(escapeHtml(address))
    expect(text).toContain(time)
    expect(html).toContain(time)
    expect(subject).toMatch(/^[A-Z].{10,60}$/)
  })

  it('loads nothing from anywhere when it is opened', () => {
    expect(html).not.toMatch(/<(img|link|script|iframe|object)|src=|url\(/i)
    expect(html.match(/href=/g)).toHaveLength(1)
  })
})

it('the secret of a link stands behind the #, where no server sees it', () => {
  const link = { id: 'lnk_1', purpose: 'reset_password', secret: 'the-secret' } as const
  const url = new URL(mailLinkAddress('https://studio.example', link))
  expect(url.pathname + url.search).toBe('/arrive')
  expect(url.hash).toBe('#reset_password.lnk_1.the-secret')
})
