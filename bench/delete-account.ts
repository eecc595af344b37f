import { startSession } from '@studio/services/accounts'
import { deleteAccount, requestDeletion } from '@studio/services/deletions'
import { systemActor } from '@studio/services/kernel'
import { fillLibrary } from '@studio/services/testing'
import { withStudio } from './support/bench-studio.ts'

/**
 * How long deleting an account of 10,000 assets takes, from the request to the signed receipt, beside deleting the
 * same objects and nothing else. Goal of the product: at most 5 minutes. Another number can be given on the command line.
 */
const ASSETS = Number(process.argv[2] ?? 10_000)
const DELETE_AT_ONCE = 1000

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

await withStudio(async (studio) => {
  const { deps } = studio
  const bare = await studio.makeAccount()
  await fillLibrary(bare, ASSETS, deps)
  const keys: string[] = []
  for await (const { key } of deps.store.list(`accounts/${bare.accountId}/`)) keys.push(key)
  let beganAt = performance.now()
  for (let from = 0; from < keys.length; from += DELETE_AT_ONCE)
    await deps.store.delete(keys.slice(from, from + DELETE_AT_ONCE))
  console.log(`${keys.length} objects deleted and nothing else: ${seconds(performance.now() - beganAt)}`)

  const { accountId } = await studio.makeAccount()
  await deps.db.account.update({ where: { id: accountId }, data: { passwordHash: null } })
  const visitor = { address: '', userAgent: '' }
  const { sessionId } = await startSession(accountId, visitor, deps)
  const merchant = { kind: 'account', accountId, sessionId } as const
  await fillLibrary(merchant, ASSETS, deps)
  beganAt = performance.now()
  const { id: deletionId } = await requestDeletion(merchant, { when: 'now' }, deps)
  await deleteAccount(systemActor, { deletionId }, deps)
  const { status, receipt } = await deps.db.accountDeletion.findUniqueOrThrow({ where: { id: deletionId } })
  const { length } = (receipt as { removed: unknown[] }).removed
  console.log(
    `an account of ${ASSETS} assets deleted: ${seconds(performance.now() - beganAt)} (goal: at most 300 s); ${status}, a receipt of ${length} lines`,
  )
})
