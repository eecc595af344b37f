import { Dialog } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Boxes, LogOut, Monitor, Moon, Palette, Search, Sun, Upload, WandSparkles } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { classNames, Kbd, scrimClass, useTheme } from '../../ui/index.ts'
import { useSignOut } from '../accounts/use-sign-out.ts'
import { SECTIONS } from './sections.ts'

type Command = {
  id?: string
  name: string
  detail?: string
  icon: ReactNode
  shortcut?: string
  run: () => void
}

/** One box that goes anywhere and does anything: type a few letters, press Enter. */
export function CommandPalette({ onClose, onUpload }: { onClose: () => void; onUpload: () => void }) {
  const [words, setWords] = useState('')
  const [activeIndex, setActiveIndex] = useState(0)
  const listId = useId()
  const commands = useCommands(onUpload).filter((command) => matches(command, words))
  const active = Math.min(activeIndex, commands.length - 1)

  function run(command: Command | undefined) {
    if (command === undefined) return
    onClose()
    command.run()
  }

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined && commands.length > 0) {
      event.preventDefault()
      const next = (active + step + commands.length) % commands.length
      setActiveIndex(next)
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(commands[active])
  }

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrimClass} />
        <Dialog.Popup
          aria-label="Search or go anywhere"
          className="fixed inset-x-4 top-[12dvh] z-40 mx-auto max-w-xl overflow-hidden rounded-card border border-line bg-raised shadow-float"
        >
          <div className="flex items-center gap-3 border-line border-b px-4">
            <Search className="size-4 text-ink-faint" aria-hidden="true" />
            <input
              role="combobox"
              aria-expanded="true"
              aria-controls={listId}
              aria-activedescendant={commands.length > 0 ? `${listId}-${active}` : undefined}
              aria-label="What are you looking for?"
              placeholder="Where to, or what to do?"
              value={words}
              onChange={(event) => {
                setWords(event.target.value)
                setActiveIndex(0)
              }}
              onKeyDown={onKeyDown}
              className="h-12 flex-1 bg-transparent text-16 outline-none placeholder:text-ink-faint"
            />
            <Kbd keys="Esc" />
          </div>
          <div
            id={listId}
            role="listbox"
            aria-label="Ways and acts"
            className="max-h-80 overflow-y-auto p-1.5"
          >
            {commands.map((command, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the focus and takes the keys
              <div
                key={command.id ?? command.name}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                onClick={() => run(command)}
                onPointerMove={() => setActiveIndex(index)}
                className={classNames(
                  'flex h-10 cursor-default items-center gap-3 rounded-control px-2.5 text-14 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-faint',
                  index === active && 'bg-hover',
                )}
              >
                {command.icon}
                <span className="whitespace-nowrap">{command.name}</span>
                <span className="flex-1 truncate text-13 text-ink-faint">{command.detail}</span>
                {command.shortcut !== undefined && <Kbd keys={command.shortcut} />}
              </div>
            ))}
            {commands.length === 0 && (
              <p className="px-2.5 py-6 text-center text-14 text-ink-soft">
                Nothing is called “{words.trim()}”. Try “upload”, “white” or “account”.
              </p>
            )}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function useCommands(onUpload: () => void): Command[] {
  const navigate = useNavigate()
  const signOut = useSignOut()
  const [, chooseTheme] = useTheme()
  const { data: shots } = useQuery(trpc.shots.list.queryOptions())
  return [
    ...SECTIONS.map(({ to, name, icon: Icon, shortcut }) => ({
      name,
      icon: <Icon />,
      shortcut,
      run: () => void navigate({ to }),
    })),
    { name: 'Upload photos', icon: <Upload />, shortcut: 'u', run: onUpload },
    {
      name: 'Models',
      detail: 'Prices and what each can do',
      icon: <Boxes />,
      run: () => void navigate({ to: '/models' }),
    },
    {
      name: 'Brand kit',
      detail: 'Colours, logo and words',
      icon: <Palette />,
      run: () => void navigate({ to: '/settings/{-$page}', params: { page: 'brand' } }),
    },
    ...(shots ?? []).map((shot) => ({
      id: shot.id,
      name: shot.name,
      detail: shot.purpose,
      icon: <WandSparkles />,
      run: () => void navigate({ to: '/create', search: { shot: shot.id } }),
    })),
    { name: 'Light theme', icon: <Sun />, run: () => chooseTheme('light') },
    { name: 'Dark theme', icon: <Moon />, run: () => chooseTheme('dark') },
    { name: 'System theme', icon: <Monitor />, run: () => chooseTheme('system') },
    { name: 'Sign out', icon: <LogOut />, run: () => void signOut() },
  ]
}

/** Whether every word typed begins a word of the command. */
function matches({ name, detail = '' }: Command, words: string): boolean {
  const known = `${name} ${detail}`.toLowerCase().split(/\s+/)
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => known.some((start) => start.startsWith(word)))
}
