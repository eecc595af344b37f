import type { Receipt } from '@studio/core/receipts'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatBytes, formatExactTime, formatNumberOf } from '../../lib/format.ts'
import { AnchorButton, CopyId } from '../../ui/index.ts'

/** A receipt in words, with its file and the way to check it. */
export function ReceiptWords({ receipt, address }: { receipt: Receipt; address: string }) {
  const { removed, kept, absence, finishedAt, receiptId, publicKey } = receipt
  return (
    <>
      <h1 className="text-28">Your account is deleted</h1>
      <p className="mt-2 text-16 text-ink-soft">
        It was done on {formatExactTime(finishedAt)}. This is your receipt; it is kept for 30 days, then it
        goes, too.
      </p>
      <AnchorButton href={`${address}&download`} variant="primary" className="mt-6">
        <Download aria-hidden="true" />
        Save the receipt
      </AnchorButton>

      <Part title="What was removed">
        <ul className="figures list-disc pl-5 marker:text-ink-faint">
          {describeRemoved(removed).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="mt-3 text-ink-soft">
          Then storage was searched, on {formatExactTime(absence.checkedAt)}: nothing of yours was left. The
          file names every picture by its id and the fingerprint (SHA-256) of its original.
        </p>
      </Part>

      <Part title="What stays, and why">
        <dl>
          {kept.map(({ what, why }) => (
            <div key={what} className="border-line border-t py-2 first:border-t-0">
              <dt className="font-medium">{what}</dt>
              <dd className="text-ink-soft">{why}</dd>
            </div>
          ))}
        </dl>
      </Part>

      <Part title="How to check it">
        <p className="text-ink-soft">
          The receipt is signed (Ed25519). Whoever has the file can check it without us and without the
          network, with the key that this studio publishes at{' '}
          <a
            href="/.well-known/studio-receipt-key.json"
            className="break-all text-ink underline decoration-line-strong underline-offset-3"
          >
            /.well-known/studio-receipt-key.json
          </a>
          :
        </p>
        <pre className="mt-3 overflow-x-auto rounded-control bg-sunken p-3 text-13">
          npm run studio -- verify-receipt receipt-{receiptId}.json \{'\n'} --public-key {publicKey}
        </pre>
        <div className="mt-3 flex items-center gap-2 text-13 text-ink-soft">
          Receipt <CopyId id={receiptId} />
        </div>
      </Part>
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-10 text-14">
      <h2 className="mb-2 text-16">{title}</h2>
      {children}
    </section>
  )
}

/** Kinds that people know, in the order of what they care about. */
const NAMED: readonly (readonly [kind: string, noun: string])[] = [
  ['asset', 'picture'],
  ['generation', 'generation'],
  ['export', 'export archive'],
  ['token', 'token'],
  ['webhook_endpoint', 'webhook endpoint'],
  ['identity', 'linked sign-in'],
]

function describeRemoved(removed: Receipt['removed']): string[] {
  const lines: string[] = []
  for (const [kind, noun] of NAMED) {
    const things = removed.filter((thing) => thing.kind === kind)
    if (things.length === 0) continue
    const objects = things.reduce((sum, thing) => sum + thing.objects, 0)
    const bytes = things.reduce((sum, thing) => sum + thing.bytes, 0)
    const files = objects > 0 ? `, with ${formatNumberOf(objects, 'file')} of ${formatBytes(bytes)}` : ''
    lines.push(`${formatNumberOf(things.length, noun)}${files}`)
  }
  lines.push('Name, e-mail, password, sessions, plan, orders, logs and history')
  return lines
}
