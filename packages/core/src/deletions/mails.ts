import { type MailWords, writeMail } from '../accounts/index.ts'

const KEPT = 'The receipt can be fetched for 30 days after the deletion; then that is gone, too.'

/** To a person whose account is going to be deleted: when, how to stop it, and where the receipt will be. */
export function deletionScheduledMail(
  dueAt: Date,
  settingsAddress: string,
  receiptAddress: string,
): MailWords {
  const day = dueAt.toISOString().slice(0, 16).replace('T', ' at ')
  return writeMail({
    subject: 'Your account will be deleted in seven days',
    before: [
      `Your Studio Pro account and everything in it will be deleted for good on ${day} UTC. Until then all of it works as before.`,
      'If you change your mind, or if this was not you, stop it in the settings:',
    ],
    link: { words: 'Open the settings', address: settingsAddress },
    after: [`Your receipt will be here: ${receiptAddress}`, KEPT],
  })
}

/** The last mail to a person whose account is being deleted: where the receipt will be. */
export function deletionBegunMail(receiptAddress: string): MailWords {
  return writeMail({
    subject: 'Your account is being deleted',
    before: [
      'Your Studio Pro account and everything in it are being deleted, as you asked. This is the last mail: your address is forgotten now.',
      'A signed receipt says what was removed:',
    ],
    link: { words: 'Show the receipt', address: receiptAddress },
    after: [KEPT],
  })
}
