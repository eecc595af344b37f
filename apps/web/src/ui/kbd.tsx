import { classNames } from './class-names.ts'

/** Keys of the keyboard, parted by blanks: `"g l"`, `"⌘ K"`. */
export function Kbd({ keys, onDark = false }: { keys: string; onDark?: boolean }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.split(' ').map((key) => (
        <kbd
          key={key}
          className={classNames(
            'inline-flex h-5 min-w-5 items-center justify-center rounded-[5px] border px-1 font-sans text-12',
            onDark ? 'border-wall/25 text-wall/80' : 'border-line-strong text-ink-soft',
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
