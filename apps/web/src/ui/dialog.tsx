import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'

/** The veil behind whatever floats over the page. */
export const scrimClass =
  'fixed inset-0 z-40 bg-scrim transition-opacity duration-160 data-ending-style:opacity-0 data-starting-style:opacity-0'

/** The sheet of a dialog: in the middle on wide screens, at the bottom edge on narrow ones. */
export const sheetClass = classNames(
  'fixed z-40 flex max-h-[85dvh] flex-col overflow-hidden bg-raised shadow-float outline-none transition-[opacity,translate] duration-160',
  'inset-x-0 bottom-0 rounded-t-card md:inset-x-auto md:bottom-auto md:left-1/2 md:top-1/2 md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-card md:border md:border-line',
  'data-ending-style:opacity-0 data-starting-style:opacity-0 max-md:data-ending-style:translate-y-4 max-md:data-starting-style:translate-y-4',
)

const WIDTHS = { narrow: 'md:w-[26rem]', medium: 'md:w-[36rem]', wide: 'md:w-[min(56rem,92vw)]' }

/** A window over the page. Focus stays inside, Escape closes it, focus returns to where it was. */
export function Dialog({
  isOpen,
  onOpenChange,
  title,
  description,
  width = 'medium',
  footer,
  problem,
  children,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  description?: ReactNode
  width?: keyof typeof WIDTHS
  /** Buttons at the lower right, the main one last. */
  footer?: ReactNode
  /** What was tried and did not work. It stands beside the buttons: what is above may be scrolled out of sight. */
  problem?: string | undefined
  children?: ReactNode
}) {
  const popupRef = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={scrimClass} />
        <Base.Popup
          ref={popupRef}
          // The first field, or the window itself: never the button that closes it.
          initialFocus={() =>
            popupRef.current?.querySelector<HTMLElement>('input, textarea') ?? popupRef.current
          }
          className={classNames(sheetClass, WIDTHS[width])}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-2">
            <div className="pt-1">
              <Base.Title className="text-16">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="mt-1 text-14 text-ink-soft">{description}</Base.Description>
              )}
            </div>
            <Base.Close
              render={
                <IconButton label="Close" size="small" className="-mr-1.5">
                  <X />
                </IconButton>
              }
            />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">
              {problem !== undefined && (
                <p role="alert" className="w-full text-13 text-danger">
                  {problem}
                </p>
              )}
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
