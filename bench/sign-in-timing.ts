/**
 * Whether the time of an answer tells if an e-mail has an account: signing in with a wrong password, and asking for a
 * forgotten one, for known and unknown e-mails in turn. Prints both distributions of each, and the share of pairs in
 * which the known e-mail took longer: 0.5 means that nothing can be told. Run: node bench/sign-in-timing.ts
 */
import { createAccountAsOperator, forgetPassword, signIn } from '@studio/services/accounts'
import { operatorActor } from '@studio/services/kernel'
import type { TestStudio } from '@studio/services/testing'
import { withStudio } from './support/bench-studio.ts'
import { report, timeMs } from './support/figures.ts'

const PAIRS = 200
const visitor = { address: '192.0.2.1', userAgent: 'bench' }
const anonymous = { kind: 'anonymous' } as const

await withStudio(async (studio) => {
  const { deps } = studio
  const emails = await makeAccounts(studio)
  await compare('wrong password', studio, emails, async (email) => {
    await signIn(anonymous, { email, password: 'wrong horse battery' }, visitor, deps).catch(() => {})
  })
  await compare('forgotten password', studio, emails, (email) =>
    forgetPassword(anonymous, { email }, visitor, deps),
  )
})

/** Accounts with a password of the usual cost, as many as there are pairs: each is asked for once. */
async function makeAccounts({ deps }: TestStudio): Promise<string[]> {
  const emails = Array.from({ length: PAIRS }, (_, index) => `known-${index}@example.com`)
  for (const email of emails) {
    const account = { email, password: 'correct horse battery', name: '' }
    await createAccountAsOperator(operatorActor, account, deps)
  }
  return emails
}

/** Times both arms in turn, each pair beginning with the other one, so that the machine's moods meet both alike. */
async function compare(
  what: string,
  { deps }: TestStudio,
  emails: string[],
  ask: (email: string) => Promise<void>,
): Promise<void> {
  const known: number[] = []
  const unknown: number[] = []
  for (const [index, email] of emails.entries()) {
    // The limits are the same for both, and not what is measured.
    if (index % 10 === 0) await deps.db.attemptCounter.deleteMany()
    const arms = [
      async () => known.push(await timeMs(() => ask(email))),
      async () => unknown.push(await timeMs(() => ask(`un${email}`))),
    ]
    for (const arm of index % 2 ? arms.reverse() : arms) await arm()
  }
  console.log(`\n${what}`)
  report('  known e-mail  ', known, 'ms')
  report('  unknown e-mail', unknown, 'ms')
  const longer = known.filter((ms, index) => ms > (unknown[index] ?? 0)).length
  console.log(`  known took longer in ${(longer / known.length).toFixed(2)} of ${known.length} pairs`)
}
