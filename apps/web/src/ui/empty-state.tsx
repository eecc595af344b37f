import type { ReactNode } from 'react'

/** A room with nothing in it yet: says what will be here and offers the act that fills it. */
export function EmptyState({
  title,
  children,
  action,
  picture,
}: {
  title: string
  /** A sentence or two that teach. */
  children?: ReactNode
  /** The act that ends the emptiness. */
  action?: ReactNode
  picture?: ReactNode
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-16 text-center">
      {picture !== undefined && <div className="mb-6">{picture}</div>}
      <h2 className="text-20">{title}</h2>
      {children !== undefined && <div className="mt-2 text-14 text-ink-soft">{children}</div>}
      {action !== undefined && <div className="mt-6 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
