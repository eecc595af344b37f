import { X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { TextField } from '../../ui/index.ts'

/** The most words of a list, and the longest one in characters, as the API has it. */
const MAX_WORDS = 20
const MAX_WORD_CHARACTERS = 60

type WordChipsProps = {
  label: string
  placeholder: string
  words: readonly string[]
  onChange: (words: string[]) => void
}

/** A list of short wordings: Enter or a comma adds one, Backspace in the empty field takes the last one back. */
export function WordChips({ label, placeholder, words, onChange }: WordChipsProps) {
  const [written, setWritten] = useState('')

  const add = (text: string) => {
    const added = text.split(',').map((word) => word.trim().slice(0, MAX_WORD_CHARACTERS))
    const next = [...new Set([...words, ...added.filter(Boolean)])].slice(0, MAX_WORDS)
    if (next.length > words.length) onChange(next)
    setWritten('')
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      add(written)
    }
    if (event.key === 'Backspace' && written === '') onChange(words.slice(0, -1))
  }

  return (
    <div className="flex flex-col gap-2.5">
      <TextField
        label={label}
        placeholder={words.length === 0 ? placeholder : ''}
        hint={words.length < MAX_WORDS ? 'Enter or a comma adds it.' : `${MAX_WORDS} are the most.`}
        maxLength={MAX_WORD_CHARACTERS}
        disabled={words.length >= MAX_WORDS}
        value={written}
        onChange={(event) => setWritten(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => add(written)}
      />
      {words.length > 0 && (
        <ul aria-label={label} className="flex flex-wrap gap-1.5">
          {words.map((word) => (
            <li
              key={word}
              className="flex max-w-full items-center gap-1 rounded-full bg-sunken py-0.5 pr-0.5 pl-3 text-13"
            >
              <span className="truncate">{word}</span>
              <button
                type="button"
                aria-label={`Remove ${word}`}
                onClick={() => onChange(words.filter((other) => other !== word))}
                className="flex size-6 shrink-0 items-center justify-center rounded-full text-ink-faint hover:bg-hover hover:text-ink pointer-coarse:size-8"
              >
                <X className="size-3.5" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
