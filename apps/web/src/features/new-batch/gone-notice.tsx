import { X } from 'lucide-react'
import { IconButton } from '../../ui/index.ts'

/** What of a draft is there no more, said once; it goes on with the rest. */
export function GoneNotice({ words, onClose }: { words: readonly string[]; onClose: () => void }) {
  if (words.length === 0) return null
  return (
    <div role="status" className="flex items-start gap-2 rounded-card bg-amber-soft py-2.5 pr-2 pl-4 text-14">
      <div className="flex-1 py-1">
        <p className="font-medium">Something is no longer there</p>
        <ul className="mt-0.5 text-13 text-ink-soft">
          {words.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          <li>The rest is as you left it.</li>
        </ul>
      </div>
      <IconButton label="Close" size="small" onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  )
}
