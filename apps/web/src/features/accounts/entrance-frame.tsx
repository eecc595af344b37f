import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Problem } from '../../lib/problem.ts'
import { Mark, Picture } from '../../ui/index.ts'

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
          One essential cookie keeps you signed in. Nothing tracks you.{' '}
          <Link to="/privacy" className="underline decoration-line-strong underline-offset-3 hover:text-ink">
            Privacy
          </Link>
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
  { src: '/shots/plinth.webp', name: 'Stone plinth' },
  { src: '/shots/white-hero.webp', name: 'Pure white hero' },
  { src: '/shots/kitchen.webp', name: 'Kitchen counter' },
] as const

/** Pictures the product made itself: a large one, and two that are together exactly as high. */
function Examples() {
  const [large, ...small] = EXAMPLES
  return (
    <aside
      aria-label="Pictures made with Studio Pro"
      className="hidden items-center justify-center bg-sunken p-10 lg:flex"
    >
      <div className="grid w-full max-w-3xl grid-cols-[1fr_calc(100%/3-1rem)] gap-4">
        <Example {...large} />
        <div className="grid content-between gap-4">
          {small.map((example) => (
            <Example key={example.src} {...example} />
          ))}
        </div>
      </div>
    </aside>
  )
}

function Example({ src, name }: (typeof EXAMPLES)[number]) {
  return (
    <figure>
      <Picture src={src} alt={`Example of the shot ${name}`} widthPx={640} heightPx={800} isEager />
      <figcaption className="mt-2 text-12 text-ink-faint">{name}</figcaption>
    </figure>
  )
}
