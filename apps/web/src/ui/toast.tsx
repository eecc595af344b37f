import { X } from 'lucide-react'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { Button, IconButton } from './button.tsx'
import { classNames } from './class-names.ts'

/** A passing remark about something that has happened. */
export type ToastMessage = {
  title: string
  description?: string
  /** `danger`: something was lost or did not work; it stays until it is closed. */
  tone?: 'neutral' | 'danger'
  action?: { label: string; onSelect: () => void }
}

type Shown = ToastMessage & { id: number }

/** How long a remark stays; the clock stands still while the pointer or the focus is on it. */
const SHOWN_MS = 5000
const MOST_AT_ONCE = 3

const ToastContext = createContext<(message: ToastMessage) => void>(() => undefined)

/** Gives the function that shows a toast. */
export function useToast(): (message: ToastMessage) => void {
  return useContext(ToastContext)
}

let lastId = 0

/** Shows toasts; stands once, around the app. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Shown[]>([])
  const [show] = useState(() => (message: ToastMessage) => {
    lastId += 1
    const toast = { ...message, id: lastId }
    setToasts((before) => [...before, toast].slice(-MOST_AT_ONCE))
  })
  return (
    <ToastContext value={show}>
      {children}
      {/* Both regions are there before a remark comes: only then do screen readers announce it. */}
      <div className="fixed top-16 right-4 z-60 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2">
        {(['neutral', 'danger'] as const).map((tone) => (
          <div key={tone} role={tone === 'danger' ? 'alert' : 'status'} className="flex flex-col gap-2">
            {toasts
              .filter((toast) => (toast.tone ?? 'neutral') === tone)
              .map((toast) => (
                <Toast
                  key={toast.id}
                  toast={toast}
                  onClose={() => setToasts((before) => before.filter(({ id }) => id !== toast.id))}
                />
              ))}
          </div>
        ))}
      </div>
    </ToastContext>
  )
}

function Toast({ toast, onClose }: { toast: Shown; onClose: () => void }) {
  const { title, description, tone, action } = toast
  const [isHeld, setHeld] = useState(false)
  const staysOpen = isHeld || tone === 'danger'
  useEffect(() => {
    if (staysOpen) return
    const timer = setTimeout(onClose, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [staysOpen])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only holds the clock; everything to press is a button
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="flex items-start gap-2 rounded-card border border-line bg-raised py-2.5 pr-2 pl-4 shadow-float transition-[opacity,translate] duration-160 starting:-translate-y-2 starting:opacity-0"
    >
      <div className="min-w-0 flex-1 py-1">
        <p className={classNames('font-medium text-14', tone === 'danger' && 'text-danger')}>{title}</p>
        {description !== undefined && <p className="mt-0.5 text-13 text-ink-soft">{description}</p>}
      </div>
      {action !== undefined && (
        <Button
          variant="quiet"
          size="small"
          onClick={() => {
            action.onSelect()
            onClose()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Close" size="small" onClick={onClose}>
        <X />
      </IconButton>
    </div>
  )
}
