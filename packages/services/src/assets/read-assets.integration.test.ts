import { newId } from '@studio/core/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestStudio, type TestStudio } from '../../testing/index.ts'
import { pagesStatement } from './read-assets.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await openTestStudio()
  const now = studio.clock.now()
  const accountId = newId('account', now)
  await studio.deps.db.account.create({
    data: { id: accountId, email: 'many@example.com', name: 'Many', createdAt: now },
  })
  // So many that reading them all would cost more than any index does.
  await studio.deps.db.$executeRaw`
    INSERT INTO asset (id, account_id, kind, status, sha256, file_name, mime, size_bytes, width_px, height_px,
                       created_at)
    SELECT 'ast_' || lpad(n::text, 26, '0'), ${accountId}, 'upload', 'ready', n::text, 'a.jpg', 'image/jpeg', 1, 1, 1, ${now}
    FROM generate_series(1, 5000) n`
  await studio.deps.db.$executeRaw`ANALYZE asset`
})
afterAll(() => studio.close())

it.each([
  { given: [], index: 'asset_account_id_id_idx' },
  { given: ['before'], index: 'asset_account_id_id_idx' },
  { given: ['kind'], index: 'asset_account_id_kind_id_idx' },
  { given: ['before', 'kind'], index: 'asset_account_id_kind_id_idx' },
] as const)('a page with the conditions $given is read by $index, whoever else has many', async (read) => {
  const id = newId('asset', studio.clock.now())
  const values = [
    `'{acc_few}'`,
    `'{51}'`,
    ...read.given.map((each) => (each === 'kind' ? `'{output}'` : `'{${id}}'`)),
  ]
  const text = pagesStatement(read.given).replaceAll(/\$(\d)/g, (_, place) => values[Number(place) - 1] ?? '')
  const plan = await studio.deps.db.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${text}`)
  const scans = plan.map((line) => line['QUERY PLAN']).filter((line) => line.includes(' on asset '))
  expect(scans).toEqual([expect.stringContaining(`Index Scan using ${read.index} `)])
})
