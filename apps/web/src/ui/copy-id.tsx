import { Check, Copy } from 'lucide-react'
import { useState } from 'react'

/** An id that is copied when it is pressed. */
export function CopyId({ id }: { id: string }) {
  const [isCopied, setCopied] = useState(false)
  const Icon = isCopied ? Check : Copy

  async function copy() {
    await navigator.clipboard.writeText(id)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }

  return (
    <button
      type="button"
      title={id}
      aria-label={isCopied ? 'Copied' : `Copy ${id}`}
      onClick={copy}
      className="-mx-1 inline-flex min-w-0 max-w-full items-center gap-1.5 rounded-[5px] px-1 font-mono text-12 text-ink-soft hover:bg-hover hover:text-ink"
    >
      <span className="truncate">{id}</span>
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </button>
  )
}
