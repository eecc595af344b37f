import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'

/** One line of a menu: an act, or a heading above a group. `danger` marks what loses something. */
export type MenuEntry =
  | {
      kind: 'act'
      label: string
      icon?: ReactNode
      shortcut?: string
      danger?: boolean
      isDisabled?: boolean
      onSelect: () => void
    }
  | { kind: 'heading'; label: string; detail?: string }
  | { kind: 'separator'; id: string }

/** A list of acts that opens from its `trigger` (a `Button` or `IconButton`). */
export function Menu({
  trigger,
  entries,
  align = 'end',
}: {
  trigger: ReactElement<Record<string, unknown>>
  entries: readonly MenuEntry[]
  align?: 'start' | 'end'
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50 outline-none">
          <Base.Popup className="min-w-52 rounded-card border border-line bg-raised p-1 shadow-float outline-none transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {entries.map((entry) => (
              <Entry key={entry.kind === 'separator' ? entry.id : entry.label} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === 'separator') return <Base.Separator className="my-1 h-px bg-line" />
  if (entry.kind === 'heading') {
    return (
      <div className="px-2.5 pt-2 pb-1.5">
        <div className="truncate font-medium text-14">{entry.label}</div>
        {entry.detail !== undefined && <div className="truncate text-13 text-ink-faint">{entry.detail}</div>}
      </div>
    )
  }
  return (
    <Base.Item
      disabled={entry.isDisabled ?? false}
      onClick={entry.onSelect}
      className={classNames(
        'flex h-9 cursor-default select-none items-center gap-2.5 rounded-control px-2.5 text-14 outline-none data-disabled:opacity-50 data-highlighted:bg-hover [&>svg]:size-4 [&>svg]:text-ink-faint',
        entry.danger === true && 'text-danger [&>svg]:text-danger',
      )}
    >
      {entry.icon}
      <span className="flex-1">{entry.label}</span>
      {entry.shortcut !== undefined && <Kbd keys={entry.shortcut} />}
    </Base.Item>
  )
}
