import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/index.ts'

/** Puts a text on the clipboard, and says that it did. */
export function CopyText({ what, text }: { what?: string; text: () => string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text())
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <Button variant="quiet" size="small" onClick={() => void copy()} className="-mr-2.5">
      {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span aria-live="polite">{isCopied ? 'Copied' : ['Copy', what].filter(Boolean).join(' ')}</span>
    </Button>
  )
}
