import { MailRefused } from './errors.ts'
import type { Mail } from './port.ts'

/** A path of RFC 5321 (4.5.3.1.3) holds 256 characters with its brackets. */
const MAX_ADDRESS_CHARACTERS = 254
/** Far below the 998 characters of a line (RFC 5322, 2.1.1), and more than a mailbox shows. */
const MAX_SUBJECT_CHARACTERS = 200
/** An address without quoting, comments, lists or groups; letters of any script. */
const ADDRESS = /^[^\s\p{C}()<>[\]:;,\\"@]+@[^\s\p{C}()<>[\]:;,\\"@]+$/u

/** Whether `text` is one bare address, and nothing that a mail server could read as more. */
export function isAddress(text: string): boolean {
  return text.length <= MAX_ADDRESS_CHARACTERS && ADDRESS.test(text)
}

/** Throws `MailRefused` unless recipient and subject fit into one header line each. */
export function checkMail({ to, subject }: Mail): void {
  if (!isAddress(to)) throw new MailRefused('A mail goes to one bare address')
  if (subject.length > MAX_SUBJECT_CHARACTERS || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(subject)) {
    throw new MailRefused(
      `A subject is one line of at most ${MAX_SUBJECT_CHARACTERS} characters, without control characters`,
    )
  }
}
