import { readFile } from 'node:fs/promises'
import { parseStrictJson, type Receipt } from '@studio/core/receipts'
import { verifyReceipt } from '@studio/services/receipts'
import { Command } from 'commander'
import { Failure } from '../failure.ts'

type VerifyOptions = { publicKey?: string }

/** `studio verify-receipt`: checks the receipt of a deletion without database or network. */
export const verifyReceiptCommand = new Command('verify-receipt')
  .description('check the receipt of a deletion: signed, and nothing changed')
  .argument('<file>', 'the receipt as JSON')
  .option('--public-key <base64>', 'the key that the studio publishes; proves who signed it')
  .action(verify)

async function verify(file: string, { publicKey }: VerifyOptions): Promise<void> {
  const { receipt, problem } = verifyReceipt(await readJson(file), publicKey)
  if (!receipt) throw new Failure(`${file} proves nothing. ${problem}`)
  console.log(describeReceipt(receipt))
  console.log(
    publicKey
      ? 'It was signed by the key you gave.'
      : `It was signed by the key ${receipt.publicKey}. Compare it with the one the studio publishes, or give that one with --public-key.`,
  )
}

function describeReceipt({ receiptId, subject, finishedAt, removed, kept, absence }: Receipt): string {
  const objects = removed.reduce((sum, thing) => sum + thing.objects, 0)
  const bytes = removed.reduce((sum, thing) => sum + thing.bytes, 0)
  return [
    `Receipt ${receiptId} is whole: ${subject.kind} ${subject.id} was deleted by ${finishedAt}.`,
    `Removed: ${removed.length} things with ${objects} files of ${bytes} bytes. At ${absence.checkedAt} storage had nothing under ${absence.prefixes.length} prefixes.`,
    ...kept.map(({ what, why }) => `Kept: ${what}. ${why}`),
  ].join('\n')
}

async function readJson(file: string): Promise<unknown> {
  try {
    return parseStrictJson(await readFile(file, 'utf8'))
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message}`)
  }
}
