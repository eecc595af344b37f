import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const TONES = {
  neutral: 'bg-sunken text-ink-soft',
  accent: 'bg-accent-soft text-accent-ink',
  amber: 'bg-amber-soft text-amber',
  danger: 'bg-danger-soft text-danger',
  /** On top of a picture. */
  picture: 'bg-picture-shade text-on-picture',
}

/** A word or two about the state of something. Colour repeats what the word says, never replaces it. */
export function Badge({ tone = 'neutral', children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-5.5 items-center gap-1 whitespace-nowrap rounded-full px-2 font-medium text-12 [&>svg]:size-3',
        TONES[tone],
      )}
    >
      {children}
    </span>
  )
}
