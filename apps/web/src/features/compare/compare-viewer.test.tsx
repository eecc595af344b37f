import type { AssetView } from '@studio/core/assets'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ComparePicture } from './compare-picture.ts'
import { CompareViewer } from './compare-viewer.tsx'

vi.setConfig({ testTimeout: 30_000 })

const PANE = { clientWidth: 800, clientHeight: 600 }

let root: Root
const onOutput = vi.fn<(id: string) => void>()
const onClose = vi.fn()

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  // jsdom lays nothing out: every element is a pane of this size.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(PANE.clientWidth)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(PANE.clientHeight)
  root = createRoot(document.body.appendChild(document.createElement('div')))
})

afterEach(() => {
  act(() => root.unmount())
  document.body.replaceChildren()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  onOutput.mockReset()
  onClose.mockReset()
})

function picture(id: string, widthPx: number, heightPx: number): ComparePicture {
  const files = { thumb: `/${id}/t`, preview: `/${id}/p`, original: `/${id}/o`, download: `/${id}/d` }
  const asset = { id, widthPx, heightPx, files, mime: 'image/jpeg', hasAlpha: false, thumbHash: null }
  return { id, name: `Picture ${id}`, asset: asset as unknown as AssetView }
}

const outputs = [picture('out-1', 1024, 1280), picture('out-2', 1024, 1280)]
const sources = [picture('front', 1600, 1067), picture('back', 1600, 1067)]

function show(changes: Partial<Parameters<typeof CompareViewer>[0]> = {}) {
  act(() =>
    root.render(
      <CompareViewer
        outputs={outputs}
        sources={sources}
        outputId="out-1"
        onOutput={onOutput}
        onClose={onClose}
        {...changes}
      />,
    ),
  )
}

const dialog = () => document.querySelector('[role="dialog"]') as HTMLElement
const layers = () => [...document.querySelectorAll<HTMLElement>('[data-picture]')]
const transforms = () => layers().map((layer) => layer.style.transform)

function press(key: string, target: Element = dialog(), init: KeyboardEventInit = {}) {
  act(() => void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init })))
}

it('zoom moves both pictures together', () => {
  show()
  const [fitted] = transforms()
  press('+')
  expect(new Set(transforms()).size).toBe(1)
  expect(layers()).toHaveLength(2)
  expect(transforms()[0]).not.toBe(fitted)
})

it('the wheel zooms both pictures towards the pointer, beside each other too', () => {
  show()
  press('2')
  const pane = layers()[1]?.parentElement as HTMLElement
  pane.getBoundingClientRect = () => new DOMRect(0, 0, PANE.clientWidth, PANE.clientHeight)
  act(() => void pane.dispatchEvent(new WheelEvent('wheel', { deltaY: -120, clientX: 500, clientY: 300 })))
  expect(new Set(transforms()).size).toBe(1)
  expect(transforms()[0]).toMatch(/^translate3d\(-\d/)
})

it('arrows pan what is zoomed, and both pictures go the same way', () => {
  show()
  press('2')
  press('+')
  press('+')
  const before = transforms()[0]
  press('ArrowDown')
  expect(new Set(transforms()).size).toBe(1)
  expect(transforms()[0]).not.toBe(before)
})

it('never stretches a picture, whatever the ratio of the other', () => {
  show()
  const ratios = layers().map((layer) => {
    const { width, height } = (layer.firstElementChild as HTMLElement).style
    return (Number.parseFloat(width) / Number.parseFloat(height)).toFixed(3)
  })
  expect(ratios).toEqual([(1024 / 1280).toFixed(3), (1600 / 1067).toFixed(3)])
})

it('says in words how much of each picture the divider shows', () => {
  show()
  const range = document.querySelector('input[type="range"]')
  expect(range?.getAttribute('aria-label')).toBe('Divider between source and output')
  expect(range?.getAttribute('aria-valuetext')).toBe('50 % source, 50 % output')
})

it('arrows move the divider also while it does not have the focus', () => {
  show()
  press('ArrowRight')
  expect(document.querySelector('input[type="range"]')?.getAttribute('aria-valuetext')).toContain(
    '51 % source',
  )
})

it('goes round the sources with S and to the next output with J', () => {
  show()
  press('s')
  expect(layers().map((layer) => layer.dataset.picture)).toEqual(['out-1', 'back'])
  press('j')
  expect(onOutput).toHaveBeenCalledWith('out-2')
})

it('shows the output alone when its sources are gone', () => {
  show({ sources: [] })
  expect(layers().map((layer) => layer.dataset.picture)).toEqual(['out-1'])
  press('1')
  expect(layers()).toHaveLength(1)
})

it('behind a transparent picture, once it is sharp, nothing shows but the checkerboard', () => {
  const clear = picture('clear', 4000, 4000)
  show({ outputs: [{ ...clear, asset: { ...clear.asset, hasAlpha: true } }], sources: [] })
  for (let times = 0; times < 5; times++) press('+')
  const layer = layers()[0]
  const original = layer?.querySelector('img[src="/clear/o"]')
  expect(layer?.querySelector('.checkerboard')?.className).not.toContain('[&>img]:hidden')
  act(() => void original?.dispatchEvent(new Event('load')))
  expect(layer?.querySelector('.checkerboard')?.className).toContain('[&>img]:hidden')
})

it('of a video it compares the first frame, says so, and never loads the video as a picture', () => {
  const film = picture('film', 4000, 4000)
  show({ outputs: [{ ...film, asset: { ...film.asset, mime: 'video/mp4' } }] })
  for (let times = 0; times < 5; times++) press('+')
  expect(dialog().textContent).toContain('First frame · 4000 × 4000 px')
  expect(document.querySelector('img[src="/film/p"]')).not.toBeNull()
  expect(document.querySelector('img[src="/film/o"]')).toBeNull()
})

it('Escape closes it', () => {
  show()
  press('Escape')
  expect(onClose).toHaveBeenCalledOnce()
})
