import type { ReactNode } from 'react'
import type { Problem } from '../../lib/problem.ts'
import { Picture } from '../../ui/index.ts'
import { Mark } from '../shell/rail.tsx'

/** What the way in looks like: the form at the left, what the studio makes at the right. */
export function EntranceFrame({
  title,
  lead,
  children,
}: {
  title: string
  lead: string
  children: ReactNode
}) {
  return (
    <main className="grid min-h-dvh lg:grid-cols-[minmax(26rem,1fr)_minmax(0,1.35fr)]">
      <div className="flex flex-col px-5 py-6 sm:px-10">
        <p className="flex items-center gap-2.5 font-semibold text-16 tracking-[-0.01em]">
          <Mark className="size-7" />
          Studio Pro
        </p>
        <div className="mx-auto my-auto w-full max-w-sm py-10">
          <h1 className="text-28">{title}</h1>
          <p className="mt-2 mb-8 text-16 text-ink-soft">{lead}</p>
          {children}
        </div>
        <p className="text-12 text-ink-faint">
          One essential cookie keeps you signed in. Nothing tracks you.
        </p>
      </div>
      <Examples />
    </main>
  )
}

/** A problem that belongs to no single field. */
export function EntranceProblem({ problem }: { problem: Problem | undefined }) {
  if (problem === undefined) return null
  return (
    <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-13 text-danger">
      {problem.message}
    </p>
  )
}

const EXAMPLES = [
  { src: '/shots/white-hero.webp', name: 'Pure white hero', widthPx: 1, heightPx: 1 },
  { src: '/shots/plinth.webp', name: 'Stone plinth', widthPx: 4, heightPx: 5 },
  { src: '/shots/kitchen.webp', name: 'Kitchen counter', widthPx: 4, heightPx: 5 },
] as const

/** Pictures the product made itself. */
function Examples() {
  const [hero, plinth, kitchen] = EXAMPLES
  return (
    <aside
      aria-label="Pictures made with Studio Pro"
      className="hidden items-center justify-center bg-sunken p-10 lg:flex"
    >
      <div className="grid w-full max-w-3xl grid-cols-[1.25fr_1fr] items-center gap-4">
        <Example {...plinth} />
        <div className="grid gap-4">
          <Example {...hero} />
          <Example {...kitchen} />
        </div>
      </div>
    </aside>
  )
}

function Example({ src, name, widthPx, heightPx }: (typeof EXAMPLES)[number]) {
  return (
    <figure>
      <Picture src={src} alt={`Example of the shot ${name}`} {...{ widthPx, heightPx }} isEager />
      <figcaption className="mt-2 text-12 text-ink-faint">{name}</figcaption>
    </figure>
  )
}
