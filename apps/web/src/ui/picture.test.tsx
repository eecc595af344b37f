import { expect, test } from 'vitest'
import { perform, render } from '../testing/render.tsx'
import { Picture } from './picture.tsx'

const photo = { src: '/photo.webp', alt: 'A stool', widthPx: 1067, heightPx: 1600 }

test('a picture keeps its ratio before, while and after it loads, so that nothing jumps', async () => {
  const page = await render(<Picture {...photo} thumbHash="1QcSHQRnh493V4dIh4eXh1h4kJUI" />)
  const box = page.firstElementChild as HTMLElement
  const [blur, image] = page.querySelectorAll('img')
  expect(box.style.aspectRatio).toBe('1067 / 1600')
  expect(blur?.src).toMatch(/^data:image\/png/)
  expect(image?.className).toContain('opacity-0')

  await perform(() => image?.dispatchEvent(new Event('load')))
  expect(box.style.aspectRatio).toBe('1067 / 1600')
  expect(image?.className).toContain('opacity-100')
  expect(image?.className).toContain('object-contain')
})

test('a picture of unknown size holds a square free', async () => {
  const page = await render(<Picture {...photo} widthPx={null} heightPx={null} />)
  expect((page.firstElementChild as HTMLElement).style.aspectRatio).toBe('1 / 1')
})

test('a file that cannot be shown says so under the same name', async () => {
  const page = await render(<Picture {...photo} />)
  await perform(() => page.querySelector('img')?.dispatchEvent(new Event('error')))
  expect(page.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('A stool')
  expect(page.textContent).toBe('Cannot be shown')
})

test('a damaged blur does not withhold the picture', async () => {
  const page = await render(<Picture {...photo} thumbHash="%" />)
  expect(page.querySelector('img')?.getAttribute('src')).toBe('/photo.webp')
})

test('transparency shows a checkerboard, and no blur behind it once the picture is there', async () => {
  const page = await render(<Picture {...photo} hasAlpha thumbHash="1QcSHQRnh493V4dIh4eXh1h4kJUI" />)
  expect(page.firstElementChild?.className).toContain('checkerboard')
  await perform(() => [...page.querySelectorAll('img')].at(-1)?.dispatchEvent(new Event('load')))
  expect(page.querySelectorAll('img')).toHaveLength(1)
})
