import { escapeHtml } from '../kernel/index.ts'
import { MAIL_LINKS } from './mail-links.ts'

/** The words of a mail, as plain text and as HTML that says the same. */
export type MailWords = { subject: string; text: string; html: string }

const HOUR_MS = 3_600_000

/** To a new account: proves that its e-mail is read. */
export function verifyEmailMail(address: string): MailWords {
  return writeMail({
    subject: 'Confirm your e-mail',
    before: ['Welcome to Studio Pro. Follow this link to confirm that this e-mail is yours:'],
    link: { words: 'Confirm this e-mail', address },
    after: [
      lasts('verify_email'),
      'If you did not sign up, leave the link alone: somebody may have typed the wrong address.',
    ],
  })
}

/** To the e-mail that an account is to move to. */
export function changeEmailMail(address: string): MailWords {
  return writeMail({
    subject: 'Confirm your new e-mail',
    before: ['Follow this link to use this e-mail for your Studio Pro account from now on:'],
    link: { words: 'Use this e-mail', address },
    after: [
      lasts('change_email'),
      'If you did not ask for this, leave the link alone. Nothing changes then.',
    ],
  })
}

/** To the e-mail that an account is about to leave. The new one is not named: a stranger may read this. */
export function emailChangeNoticeMail(settingsAddress: string): MailWords {
  return writeMail({
    subject: 'Your account is about to move to another e-mail',
    before: [
      'Somebody who knows your password asked to use another e-mail for your Studio Pro account. A link was sent there; once it is followed, this e-mail no longer opens the account.',
      'If that was you, there is nothing to do. If not, choose a new password now, which also stops the change:',
    ],
    link: { words: 'Open the security settings', address: settingsAddress },
    after: [],
  })
}

/** To somebody who forgot the password. */
export function resetPasswordMail(address: string): MailWords {
  return writeMail({
    subject: 'Choose a new password',
    before: ['Follow this link to choose a new password for Studio Pro:'],
    link: { words: 'Choose a new password', address },
    after: [
      `${lasts('reset_password')} Your other browsers are signed out when you use it.`,
      'If you did not ask for this, leave the link alone. Your password stays as it is.',
    ],
  })
}

/** What a mail says around its one link. */
export type MailParts = {
  subject: string
  before: string[]
  link: { words: string; address: string }
  after: string[]
}

function lasts(purpose: keyof typeof MAIL_LINKS): string {
  const hours = MAIL_LINKS[purpose].lastsMs / HOUR_MS
  const time = hours === 1 ? 'an hour' : hours > 24 ? `${hours / 24} days` : `${hours} hours`
  return `The link works once, for ${time}.`
}

/** Writes a mail: plain text, and HTML that loads nothing from anywhere. */
export function writeMail({ subject, before, link, after }: MailParts): MailWords {
  const text = [...before, link.address, ...after, 'Studio Pro'].join('\n\n')
  const paragraphs = (sentences: string[]) => sentences.map((words) => `<p>${escapeHtml(words)}</p>`)
  const body = [
    ...paragraphs(before),
    `<p><a href="${escapeHtml(link.address)}">${escapeHtml(link.words)}</a></p>`,
    ...paragraphs(after),
    '<p>Studio Pro</p>',
  ]
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(subject)}</title><body style="font:16px/1.5 sans-serif;max-width:36em">${body.join('')}</body></html>`
  return { subject, text, html }
}
