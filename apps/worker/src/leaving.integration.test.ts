import { startSession } from '@studio/services/accounts'
import { requestDeletion } from '@studio/services/deletions'
import { verifyReceipt } from '@studio/services/receipts'
import { fillLibrary, listKeys, openTestStudio, until } from '@studio/services/testing'
import { expect, it } from 'vitest'
import { createWorkers } from '../testing/processes.ts'

const ASSETS = 60
const PATIENCE_MS = 120_000

it('a worker that is killed in the middle of deleting an account: the next one finishes, with a whole receipt', {
  timeout: 2 * PATIENCE_MS,
}, async () => {
  const studio = await openTestStudio()
  const workers = createWorkers(studio)
  try {
    const { db } = studio.deps
    const { accountId } = await studio.makeAccount(10)
    await db.account.update({ where: { id: accountId }, data: { passwordHash: null } })
    const visitor = { address: '', userAgent: '' }
    const { sessionId } = await startSession(accountId, visitor, studio.deps)
    const merchant = { kind: 'account', accountId, sessionId } as const
    const ids = await fillLibrary(merchant, ASSETS, studio.deps)
    const left = () => listKeys(studio.deps, `accounts/${accountId}/`)

    const { id } = await requestDeletion(merchant, { when: 'now' }, studio.deps)
    // Somebody holds a row that has to go, so that the files are gone and the rows are not.
    await db.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT FROM asset WHERE id = ${ids[0]} FOR UPDATE`
        const doomed = await workers.start()
        await until('the files are gone', async () => (await left()).length === 0, PATIENCE_MS)
        await workers.kill(doomed)
      },
      { timeout: PATIENCE_MS },
    )
    expect(await db.account.count({ where: { id: accountId } })).toBe(1)
    await workers.start()
    const read = () => db.accountDeletion.findUniqueOrThrow({ where: { id } })
    await until('it is finished', async () => (await read()).status === 'finished', PATIENCE_MS)

    expect(await left()).toEqual([])
    expect(await db.account.count({ where: { id: accountId } })).toBe(0)
    const { receipt } = verifyReceipt((await read()).receipt, studio.deps.keys.receipt.publicKey)
    const assets = receipt?.removed.filter(({ kind }) => kind === 'asset') ?? []
    expect(assets.map((thing) => thing.id).sort()).toEqual(ids.sort())
    for (const { objects, sha256 } of assets) expect([objects, sha256?.length]).toEqual([3, 64])
  } finally {
    await workers.killAll()
    await studio.close()
  }
})
