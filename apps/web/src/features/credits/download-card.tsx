import { Download } from 'lucide-react'
import { AnchorButton, Card } from '../../ui/index.ts'

/** The whole statement as a file, and how anybody can check it without asking us. */
export function DownloadCard() {
  return (
    <Card title="Check it yourself">
      <p className="text-13 text-ink-soft">
        The whole statement as a file. Every entry carries the hash (SHA-256) of the one before it: if one is
        changed, removed or slipped in, the check names it. With the file in your hands, nothing up to its
        last entry can be rewritten unnoticed.
      </p>
      <div className="mt-4 flex gap-2">
        <AnchorButton href="/api/statement.json" download className="flex-1">
          <Download aria-hidden="true" />
          JSON
        </AnchorButton>
        <AnchorButton href="/api/statement.csv" download className="flex-1">
          <Download aria-hidden="true" />
          CSV
        </AnchorButton>
      </div>
      <p className="mt-4 text-13 text-ink-soft">
        This checks the JSON file on any machine, without our database:
      </p>
      <code className="mt-2 block rounded-control bg-sunken px-3 py-2 font-mono text-12 text-ink-soft">
        npm run studio -- <span className="whitespace-nowrap">verify-statement file.json</span>
      </code>
    </Card>
  )
}
