import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { byName, perform, render } from '../testing/render.tsx'
import { type ToastMessage, ToastProvider, useToast } from './toast.tsx'
import { TooltipProvider } from './tooltip.tsx'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function say(message: ToastMessage) {
  function Speaker() {
    const toast = useToast()
    return (
      <button type="button" onClick={() => toast(message)}>
        Speak
      </button>
    )
  }
  const page = await render(
    <TooltipProvider>
      <ToastProvider>
        <Speaker />
      </ToastProvider>
    </TooltipProvider>,
  )
  const regions = page.querySelectorAll('[role=status], [role=alert]')
  await perform(() => byName('Speak').click())
  return { page, regions }
}

test('a remark is spoken by a region that was there before, and passes', async () => {
  const { regions } = await say({ title: '“stool.jpg” deleted' })
  const [polite] = regions
  expect(polite?.textContent).toContain('“stool.jpg” deleted')
  await perform(() => vi.advanceTimersByTime(5000))
  expect(polite?.textContent).toBe('')
})

test('a remark stays while the pointer is on it', async () => {
  const { page } = await say({ title: 'Saved' })
  const toast = page.querySelector('[role=status] > div')
  await perform(() => toast?.dispatchEvent(new MouseEvent('pointerover', { bubbles: true })))
  await perform(() => vi.advanceTimersByTime(60_000))
  expect(page.textContent).toContain('Saved')
})

test('a loss is an alert that stays until it is closed', async () => {
  const { page, regions } = await say({ title: 'You are still signed in', tone: 'danger' })
  await perform(() => vi.advanceTimersByTime(60_000))
  expect(regions[1]?.textContent).toContain('You are still signed in')
  await perform(() => byName('Close', page).click())
  expect(regions[1]?.textContent).toBe('')
})
