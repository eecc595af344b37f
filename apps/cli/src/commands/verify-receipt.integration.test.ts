import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Receipt } from '@studio/core/receipts'
import { parseReceiptKey } from '@studio/services/keys'
import { signReceipt } from '@studio/services/receipts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../testing/run-command.ts'
import { runProgram } from '../launch/run-program.ts'
import { workspaceRoot } from '../launch/workspace.ts'
import { verifyReceiptCommand } from './verify-receipt.ts'

let dir: string

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'studio-cli-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const key = parseReceiptKey(randomBytes(32).toString('base64'))
const receipt = signReceipt(
  {
    ...{ receiptId: 'del_1', subject: { kind: 'account', id: 'acc_1' }, accountId: 'acc_1' },
    ...{ requestedAt: '2026-11-22T10:00:00.000Z', finishedAt: '2026-11-22T10:05:00.000Z' },
    removed: [{ kind: 'asset', id: 'ast_1', sha256: 'ab'.repeat(32), objects: 4, bytes: 123 }],
    kept: [{ what: 'Ledger entries under an anonymous id', why: 'The books require them.' }],
    absence: { checkedAt: '2026-11-22T10:04:00.000Z', prefixes: ['assets/ast_1/'], objectsFound: 0 },
  },
  key,
)

function save(shown: unknown): string {
  const file = join(dir, 'receipt.json')
  writeFileSync(file, typeof shown === 'string' ? shown : JSON.stringify(shown, null, 2))
  return file
}

/** Neither a database nor a home to make one in. */
const nowhere = { STUDIO_HOME: '/dev/null/none', DATABASE_URL: '' }
const verify = (shown: unknown, ...options: string[]) =>
  runCommand(verifyReceiptCommand, [save(shown), ...options], nowhere)

describe('studio verify-receipt', () => {
  it('says what an honest receipt proves, without any database', async () => {
    const main = join(workspaceRoot, 'apps/cli/src/main.ts')
    const words = ['verify-receipt', save(receipt), '--public-key', key.publicKey]
    const { exitCode, output } = await runProgram(process.execPath, [main, ...words], {
      cwd: workspaceRoot,
      env: { PATH: process.env.PATH, ...nowhere },
    })
    expect(output.trim().split('\n')).toEqual([
      'Receipt del_1 is whole: account acc_1 was deleted by 2026-11-22T10:05:00.000Z.',
      'Removed: 1 things with 4 files of 123 bytes. At 2026-11-22T10:04:00.000Z storage had nothing under 1 prefixes.',
      'Kept: Ledger entries under an anonymous id. The books require them.',
      'It was signed by the key you gave.',
    ])
    expect(exitCode).toBe(0)
  })

  it('says which key to compare when none was given', async () => {
    const { exitCode, output } = await verify(receipt)
    expect(output).toContain(`It was signed by the key ${key.publicKey}. Compare it`)
    expect(exitCode).toBe(0)
  })

  const other = parseReceiptKey(randomBytes(32).toString('base64'))
  it.each<[string, unknown, string[], string]>([
    [
      'a changed number',
      JSON.stringify(receipt).replace('"bytes":123', '"bytes":124'),
      [],
      'its signature does not fit',
    ],
    ['a thing less', { ...receipt, removed: [] }, [], 'its signature does not fit'],
    [
      'a claim that nobody signed',
      { ...receipt, note: 'more' } satisfies Receipt & { note: string },
      [],
      'unrecognized key',
    ],
    [
      'a name said twice',
      JSON.stringify(receipt).replace('{', '{"removed":[],'),
      [],
      'says the same name twice',
    ],
    ['another key', receipt, ['--public-key', other.publicKey], 'it was signed by another key'],
    ['what is no receipt', { hello: 'world' }, [], 'this is no receipt'],
    ['what is not JSON', '{"format":', [], 'cannot be read'],
  ])('finds %s, says so and exits with 1', async (_what, shown, options, sentence) => {
    const { exitCode, output } = await verify(shown, ...options)
    expect(output.toLowerCase()).toContain(sentence)
    expect(exitCode).toBe(1)
  })
})
