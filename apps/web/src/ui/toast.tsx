import { Toast as Base } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'

/** A passing remark about something that has happened. */
export type ToastMessage = {
  title: string
  description?: string
  /** `danger`: something was lost or did not work; it stays until it is closed. */
  tone?: 'neutral' | 'danger'
  action?: { label: string; onSelect: () => void }
}

/** Shows toasts; stands once, around the app. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-20 z-50 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2 outline-none md:bottom-4">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function ToastList() {
  const { toasts } = Base.useToastManager()
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      swipeDirection={['right', 'down']}
      className="rounded-card border border-line bg-raised shadow-float transition-[opacity,translate] duration-160 data-limited:hidden data-ending-style:translate-y-2 data-starting-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-3 py-2.5 pr-2 pl-4">
        <div className="min-w-0 flex-1 py-1">
          <Base.Title className={classNames('text-14', toast.type === 'danger' && 'text-danger')} />
          <Base.Description className="mt-0.5 text-13 text-ink-soft" />
        </div>
        {toast.actionProps !== undefined && (
          <Base.Action className="h-8 shrink-0 rounded-control px-2 font-medium text-13 text-accent-ink hover:bg-hover" />
        )}
        <Base.Close
          render={
            <IconButton label="Close" size="small">
              <X />
            </IconButton>
          }
        />
      </Base.Content>
    </Base.Root>
  ))
}

/** Gives the function that shows a toast. */
export function useToast(): (message: ToastMessage) => void {
  const { add } = Base.useToastManager()
  return ({ title, description, tone = 'neutral', action }) => {
    add({
      title,
      description,
      type: tone,
      priority: tone === 'danger' ? 'high' : 'low',
      timeout: tone === 'danger' ? 0 : 5000,
      ...(action && { actionProps: { children: action.label, onClick: action.onSelect } }),
    })
  }
}
