import type { ReactNode } from 'react'

/** The head of a screen: its one `h1`, a line about it, and its acts at the right. */
export function PageHeader({
  title,
  lead,
  above,
  actions,
  filters,
}: {
  title: ReactNode
  /** One line below the title. */
  lead?: ReactNode
  /** A way back, above the title. */
  above?: ReactNode
  actions?: ReactNode
  /** What narrows the screen down: beside the acts, on narrow screens in a line of its own. */
  filters?: ReactNode
}) {
  return (
    <header className="mb-5 flex flex-wrap items-center justify-between gap-x-3 gap-y-4">
      <div className="min-w-0">
        {above !== undefined && <div className="mb-1.5 text-13 text-ink-faint">{above}</div>}
        <h1 className="text-28">{title}</h1>
        {lead !== undefined && <p className="mt-1 text-14 text-ink-soft">{lead}</p>}
      </div>
      {filters && <div className="max-md:order-last max-md:w-full md:ml-auto">{filters}</div>}
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
