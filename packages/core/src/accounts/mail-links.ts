import { z } from 'zod'
import { type Id, idSchema } from '../kernel/index.ts'
import { passwordSchema } from './schema.ts'

const HOUR_MS = 3_600_000

/**
 * What a link by mail is for, how long it can be used, and which mails leave for it, one after the other: the link
 * itself, and before it a notice to the e-mail that an account is about to leave.
 */
export const MAIL_LINKS = {
  verify_email: { lastsMs: 72 * HOUR_MS, mails: ['link'] },
  change_email: { lastsMs: 24 * HOUR_MS, mails: ['notice', 'link'] },
  reset_password: { lastsMs: HOUR_MS, mails: ['link'] },
} as const satisfies Record<string, { lastsMs: number; mails: ('link' | 'notice')[] }>

/** What a link by mail is for. */
export type MailLinkPurpose = keyof typeof MAIL_LINKS

/** A link as the page that was opened by it hands it over: which one, and the proof that it was read. */
export const mailLinkInput = z.object({ id: idSchema('mailLink'), secret: z.string().max(100) })

/** A link as the page that was opened by it hands it over. */
export type MailLinkInput = z.infer<typeof mailLinkInput>

/** A link of a forgotten password, and the password to have from now on. */
export const resetPasswordInput = mailLinkInput.extend({ password: passwordSchema })

/** What following a link to an e-mail did: which address is proved now. */
export const confirmedEmail = z.object({ email: z.string() })

/**
 * The address that a mail carries. All of it stands in the fragment, which browsers send to nobody: no server's log
 * and no `Referer` ever holds it.
 */
export function mailLinkAddress(
  publicUrl: string,
  link: { id: Id<'mailLink'>; purpose: MailLinkPurpose; secret: string },
): string {
  return new URL(`/arrive#${link.purpose}.${link.id}.${link.secret}`, publicUrl).href
}
