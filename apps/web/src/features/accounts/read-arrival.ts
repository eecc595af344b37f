import { ERROR_TABLE, type ErrorCode, isId } from '@studio/core/kernel'

/** What somebody comes with who was sent here: by a mail's link, or by a provider that did not sign them in. */
export type Arrival =
  | { kind: 'verify_email' | 'change_email' | 'reset_password'; id: `lnk_${string}`; secret: string }
  | { kind: 'problem'; code: ErrorCode }
  | { kind: 'nothing' }

const LINKS = ['verify_email', 'change_email', 'reset_password'] as const

/** Reads the fragment of `/arrive#…`. Whatever it does not know is nothing. */
export function readArrival(fragment: string): Arrival {
  const [kind = '', subject = '', secret = ''] = fragment.replace(/^#/, '').split('.')
  const link = LINKS.find((each) => each === kind)
  if (link && isId('mailLink', subject) && secret) return { kind: link, id: subject, secret }
  if (kind === 'problem' && Object.hasOwn(ERROR_TABLE, subject)) return { kind, code: subject as ErrorCode }
  return { kind: 'nothing' }
}
