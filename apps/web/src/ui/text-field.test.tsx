import { expect, test } from 'vitest'
import { byName, perform, render } from '../testing/render.tsx'
import { PasswordField } from './text-field.tsx'

test('a password is hidden until its owner wants to see it, and hidden again after that', async () => {
  await render(<PasswordField label="Password" autoComplete="new-password" />)
  const field = document.querySelector('input')
  expect(field?.type).toBe('password')
  await perform(() => byName('Show the password').click())
  expect(field?.type).toBe('text')
  await perform(() => byName('Hide the password').click())
  expect(field?.type).toBe('password')
})

test('a password can be pasted, and filled in by a password manager', async () => {
  await render(<PasswordField label="Password" autoComplete="current-password" />)
  const field = document.querySelector('input')
  const paste = new Event('paste', { bubbles: true, cancelable: true })
  expect(field?.dispatchEvent(paste)).toBe(true)
  expect(field?.autocomplete).toBe('current-password')
  expect(field?.hasAttribute('maxlength')).toBe(false)
})
