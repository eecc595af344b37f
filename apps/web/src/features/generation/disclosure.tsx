import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { classNames } from '../../ui/index.ts'

/** Something that is there for whoever opens it; what lies in it is not even made before. */
export function Disclosure({
  title,
  aside,
  isOpenAtFirst = false,
  className,
  children,
}: {
  title: string
  /** Behind the title, fainter. */
  aside: ReactNode
  isOpenAtFirst?: boolean
  className?: string
  children: ReactNode
}) {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  return (
    <details
      open={isOpenAtFirst}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className={classNames('group/disclosure', className)}
    >
      <summary className="-mx-1 flex list-none flex-wrap items-center gap-x-2 rounded-control px-1 py-1 text-14 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 text-ink-faint transition-transform duration-120 group-open/disclosure:rotate-90"
          aria-hidden="true"
        />
        <span className="font-semibold">{title}</span>
        <span className="text-13 text-ink-faint">{aside}</span>
      </summary>
      {isOpen && <div className="mt-2">{children}</div>}
    </details>
  )
}
