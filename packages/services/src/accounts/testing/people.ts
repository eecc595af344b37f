import { signUpInput } from '@studio/core/accounts'
import { openTestStudio, type TestStudio } from '../../../testing/index.ts'
import type { AccountActor } from '../../kernel/index.ts'
import { signIn, signUp } from '../index.ts'

/** The password that everybody signs up with. */
export const PASSWORD = 'correct horse battery'

/** A browser somewhere. */
export const visitor = { address: '192.0.2.1', userAgent: 'a browser' }

/** Somebody who has not signed in. */
export const anonymous = { kind: 'anonymous' } as const

/** A link as the page that it opens hands it over. */
export type FollowedLink = { id: `lnk_${string}`; secret: string }

/** A studio, and people who sign up to it and read their mail. */
export type People = {
  studio: TestStudio
  /** Signs somebody new up; nobody has read the mails yet. */
  join(): Promise<AccountActor & { email: string }>
  /** Signs in, in another browser. */
  enter(email: string, password?: string): Promise<AccountActor>
  /** Sends what waits, and answers the mails to an e-mail, newest first. */
  mailsTo(email: string): Promise<{ subject: string; text: string }[]>
  /** The link in the newest mail to an e-mail. */
  linkTo(email: string): Promise<FollowedLink>
}

/** Opens a studio for people. Close it when done. */
export async function openPeople(): Promise<People> {
  const studio = await openTestStudio()
  const { deps, jobs, outbox } = studio
  let joined = 0
  const mailsTo = async (email: string) => {
    await jobs.runDue()
    return (await outbox.list()).filter(({ to }) => to === email)
  }
  return {
    studio,
    mailsTo,
    async join() {
      const email = `person-${++joined}@example.com`
      await deps.db.attemptCounter.deleteMany()
      const session = await signUp(anonymous, signUpInput.parse({ email, password: PASSWORD }), visitor, deps)
      return { kind: 'account', accountId: session.accountId, sessionId: session.sessionId, email }
    },
    async enter(email, password = PASSWORD) {
      const { accountId, sessionId } = await signIn(anonymous, { email, password }, visitor, deps)
      return { kind: 'account', accountId, sessionId }
    },
    async linkTo(email) {
      const [mail] = await mailsTo(email)
      const [, id, secret] = /#\w+\.(lnk_\w+)\.([\w-]+)/.exec(mail?.text ?? '') ?? []
      if (!id || !secret) throw new Error(`No link was sent to ${email}`)
      return { id: id as FollowedLink['id'], secret }
    },
  }
}
