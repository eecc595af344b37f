import { describe, expect, it } from 'vitest'
import { DomainError, newId } from '../kernel/index.ts'
import { EXPORT_FAILURES, exportFailureOf } from './failure.ts'
import { exportAttemptPrefix, exportKey, exportPrefix } from './keys.ts'
import { MAX_DOWNLOAD_ASSETS } from './limits.ts'
import { createExportInput, downloadQuery } from './schema.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const ids = (count: number) => Array.from({ length: count }, () => newId('asset', NOW))

describe('an export', () => {
  it('keeps all its objects under one prefix of its account, each attempt apart', () => {
    const row = { accountId: 'acc_1', id: 'exp_1', attempt: 2 }
    expect(exportKey(row)).toBe('accounts/acc_1/exports/exp_1/2/archive.zip')
    expect(exportKey(row).startsWith(exportAttemptPrefix(row))).toBe(true)
    expect(exportAttemptPrefix(row).startsWith(exportPrefix(row))).toBe(true)
    expect(exportKey({ ...row, attempt: 12 }).startsWith(exportAttemptPrefix({ ...row, attempt: 1 }))).toBe(
      false,
    )
  })

  it('is of everything, or of pictures that are named; of nothing it is refused', () => {
    expect(createExportInput.parse({})).toEqual({})
    expect(createExportInput.safeParse({ assetIds: ids(3) }).success).toBe(true)
    for (const assetIds of [[], ['ast_1'], [newId('generation', NOW)]])
      expect(createExportInput.safeParse({ assetIds }).success).toBe(false)
  })

  it('that failed says why, what it cost and what to do', () => {
    for (const words of Object.values(EXPORT_FAILURES)) expect(words).toContain('Nothing is lost')
    expect(exportFailureOf(new DomainError('storage_unavailable', ''))).toBe('storage_unavailable')
    expect(exportFailureOf(new DomainError('not_found', ''))).toBe('internal')
    expect(exportFailureOf('no error')).toBe('internal')
  })
})

describe('a download of several pictures', () => {
  it('takes each of them once, and no more than may be taken at once', () => {
    const [one = '', two = ''] = ids(2)
    expect(downloadQuery.parse({ ids: [one, two, one].join(',') }).ids).toEqual([one, two])
    expect(downloadQuery.safeParse({ ids: ids(MAX_DOWNLOAD_ASSETS).join(',') }).success).toBe(true)
    expect(downloadQuery.safeParse({ ids: ids(MAX_DOWNLOAD_ASSETS + 1).join(',') }).success).toBe(false)
  })

  it.each(['', ',', 'ast_1', 'all', '../../etc/passwd'])('of %j is refused', (text) => {
    expect(downloadQuery.safeParse({ ids: text }).success).toBe(false)
  })
})
