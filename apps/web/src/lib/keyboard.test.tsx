import { expect, test } from 'vitest'
import { perform, render } from '../testing/render.tsx'
import { useShortcuts } from './keyboard.ts'

async function listen() {
  const done: string[] = []
  const act = (name: string) => () => void done.push(name)
  function Page() {
    useShortcuts({ 'g l': act('library'), n: act('new'), '?': act('help'), 'mod+k': act('palette') })
    return <input />
  }
  const page = await render(<Page />)
  const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) =>
    perform(() => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init })))
  return { done, press, input: page.querySelector('input') as HTMLInputElement }
}

test('one key acts, two keys in a row act, and ⌘K acts anywhere', async () => {
  const { done, press, input } = await listen()
  await press('n')
  await press('g')
  await press('l')
  await press('k', { metaKey: true }, input)
  expect(done).toEqual(['new', 'library', 'palette'])
})

test('letters that are typed into a field do nothing else', async () => {
  const { done, press, input } = await listen()
  await press('n', {}, input)
  await press('?', {}, input)
  expect(done).toEqual([])
})

test('another key between the two breaks the pair', async () => {
  const { done, press } = await listen()
  await press('g')
  await press('y')
  await press('l')
  expect(done).toEqual([])
})
