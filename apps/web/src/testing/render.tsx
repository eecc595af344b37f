import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

// Tells React that updates are wrapped in act().
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const cleanUps: (() => Promise<void>)[] = []

/** Takes away what was rendered. Done after each test by `clean-up.ts`. */
export async function cleanUpPage(): Promise<void> {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
}

/** Puts an element on the page until the test ends, and gives the box it stands in. */
export async function render(element: ReactNode): Promise<HTMLElement> {
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  await act(async () => root.render(element))
  cleanUps.push(async () => {
    await act(async () => root.unmount())
    box.remove()
  })
  return box
}

/** Does something that changes the page, and waits until the page has followed. */
export async function perform(deed: () => unknown): Promise<void> {
  await act(async () => {
    await deed()
  })
}

/** Waits until `read` gives something, and gives it. */
export async function eventually<Value>(read: () => Value | null | undefined | false): Promise<Value> {
  const deadlineMs = performance.now() + 4000
  for (;;) {
    const value = read()
    if (value) return value
    if (performance.now() > deadlineMs) throw new Error(`Never came: ${read.toString()}`)
    await act(async () => new Promise((resolve) => setImmediate(resolve)))
  }
}

/** The button, link or other element with this accessible name. */
export function byName(name: string, root: ParentNode = document): HTMLElement {
  const found = [...root.querySelectorAll<HTMLElement>('button, a, [role]')].find(
    (element) => (element.getAttribute('aria-label') ?? element.textContent)?.trim() === name,
  )
  if (found === undefined) throw new Error(`Nothing is called “${name}”.`)
  return found
}
