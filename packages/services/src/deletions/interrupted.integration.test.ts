import { newId } from '@studio/core/kernel'
import { workSchema } from '@studio/core/quotes'
import { type AccountActor, type Deps, systemActor } from '@studio/services/kernel'
import { fillLibrary, listKeys, openTestStudio, readLedger, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSession } from '../accounts/index.ts'
import { startGeneration } from '../generations/index.ts'
import { deleteAccount, readReceipt, requestDeletion } from './index.ts'

let studio: TestStudio

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())

/** An account with something of everything that takes a step to remove. */
async function makeFullAccount(): Promise<AccountActor> {
  const { db, clock } = studio.deps
  const { accountId } = await studio.makeAccount(10)
  // Without a password, a fresh session is the proof: to check a password would take most of the time.
  await db.account.update({ where: { id: accountId }, data: { passwordHash: null } })
  const { sessionId } = await startSession(accountId, { address: '', userAgent: '' }, studio.deps)
  const merchant = { kind: 'account', accountId, sessionId } as const
  const [source = ''] = await fillLibrary(merchant, 3, studio.deps)
  const work = workSchema.parse({ shotId: 'desk', sourceAssetIds: [source], count: 2 })
  await startGeneration(merchant, { ...work, maxCredits: 9 }, studio.deps)
  const now = clock.now()
  await db.storedAnswer.create({
    data: { accountId, key: 'k', requestHash: '', leasedUntil: now, createdAt: now },
  })
  return merchant
}

/** What a killed process is like from within: the call that it was at never comes back. */
class Killed extends Error {}

/** The studio's services, of which the call with the given number, and every one after it, is never made. */
function dyingDeps(killAt: number): { deps: Deps; count(): number } {
  let calls = 0
  const watch = <Service extends object>(service: Service): Service =>
    new Proxy(service, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (value && typeof value === 'object' && !(value instanceof Date)) return watch(value)
        if (typeof value !== 'function' || name === 'enqueue') return value
        return (...given: unknown[]) => {
          calls += 1
          if (calls >= killAt) throw new Killed()
          return value.apply(target, given)
        }
      },
    })
  const { db, store, mailer, billing } = studio.deps
  const watched = { db: watch(db), store: watch(store), mailer: watch(mailer), billing: watch(billing) }
  return { deps: { ...studio.deps, ...watched }, count: () => calls }
}

/** Begins a deletion and lets it be killed at a call, then has it run to its end twice. */
async function deleteWithKill(killAt: number): Promise<number> {
  const merchant = await makeFullAccount()
  const deletion = await requestDeletion(merchant, { when: 'now' }, studio.deps)
  const { deps, count } = dyingDeps(killAt)
  await deleteAccount(systemActor, { deletionId: deletion.id }, deps).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error
  })
  for (let run = 0; run < 2; run++) await deleteAccount(systemActor, { deletionId: deletion.id }, studio.deps)

  const { accountId } = merchant
  expect(await studio.deps.db.account.count({ where: { id: accountId } })).toBe(0)
  expect(await listKeys(studio.deps, `accounts/${accountId}/`)).toEqual([])
  expect(await readLedger(merchant, studio.deps)).toEqual([
    'grant 10 test',
    'hold 4 started',
    'release 2 cancelled',
    'release 2 cancelled',
  ])
  const secret = deletion.receiptPage.split('.')[1] ?? ''
  const state = await readReceipt({ kind: 'anonymous' }, { deletionId: deletion.id, secret }, studio.deps)
  const { removed } = state.status === 'finished' ? state.receipt : expect.fail(`still ${state.status}`)
  const assets = removed.filter(({ kind }) => kind === 'asset')
  expect(assets.map(({ objects, sha256 }) => [objects, sha256?.length])).toEqual(Array(3).fill([3, 64]))
  expect(
    removed.filter(({ kind }) => kind !== 'asset').map(({ kind, id }) => [kind, id.replace(/_.*/, '')]),
  ).toEqual([
    ['event', expect.stringMatching(/^\d+ rows$/)],
    ['generation', 'gen'],
    ['output', '2 rows'],
    ['stored_answer', '1 rows'],
    ['subscription', '1 rows'],
  ])
  return count()
}

it('a deletion that is killed between any two calls is finished by the next run, with the same receipt', {
  timeout: 600_000,
}, async () => {
  const calls = await deleteWithKill(Number.POSITIVE_INFINITY)
  expect(calls).toBeGreaterThan(30)
  for (let call = 1; call <= calls; call++)
    await deleteWithKill(call).catch((error) => {
      throw new Error(`killed before call ${call} of ${calls}`, { cause: error })
    })
})

it('a deletion that is run by two workers at once is done once', async () => {
  const merchant = await makeFullAccount()
  const { id } = await requestDeletion(merchant, { when: 'now' }, studio.deps)
  await Promise.all([1, 2, 3].map(() => deleteAccount(systemActor, { deletionId: id }, studio.deps)))
  const row = await studio.deps.db.accountDeletion.findUniqueOrThrow({ where: { id } })
  const { removed } = row.receipt as { removed: { kind: string; objects: number }[] }
  expect(removed.filter(({ kind }) => kind === 'asset').map(({ objects }) => objects)).toEqual([3, 3, 3])
  expect(await readLedger(merchant, studio.deps)).toHaveLength(4)
})

it('what a late request makes after the first sweep goes, too', async () => {
  const merchant = await makeFullAccount()
  const { accountId } = merchant
  const deletion = await requestDeletion(merchant, { when: 'now' }, studio.deps)
  let isLate = true
  const { db, store, clock } = studio.deps
  const lateStore: Deps['store'] = {
    ...store,
    async delete(keys) {
      await store.delete(keys)
      // A request that passed the door before the account was closed.
      if (isLate) await fillLibrary(merchant, 1, studio.deps)
      isLate = false
    },
  }
  await deleteAccount(systemActor, { deletionId: deletion.id }, { ...studio.deps, store: lateStore })
  expect(await listKeys(studio.deps, `accounts/${accountId}/`)).toEqual([])
  expect(await db.asset.count({ where: { accountId } })).toBe(0)
  const row = await db.accountDeletion.findUniqueOrThrow({ where: { id: deletion.id } })
  const { removed } = row.receipt as { removed: { kind: string }[] }
  expect(removed.filter(({ kind }) => kind === 'asset')).toHaveLength(4)
  const late = { id: newId('asset', clock.now()), accountId, kind: 'upload', status: 'uploading' } as const
  const file = { fileName: 'f', mime: 'm', sizeBytes: 1, sha256: 'x', createdAt: clock.now() }
  await expect(db.asset.create({ data: { ...late, ...file } })).rejects.toThrow()
})
