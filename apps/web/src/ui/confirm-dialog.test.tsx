import { useState } from 'react'
import { expect, test } from 'vitest'
import { byName, eventually, perform, render } from '../testing/render.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'

function Asking({ act }: { act: () => Promise<void> }) {
  const [isOpen, setOpen] = useState(true)
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={setOpen}
      title="Delete 2 pictures?"
      losses={['2 pictures you paid credits for.']}
      confirmLabel="Delete 2 pictures"
      onConfirm={act}
    />
  )
}

test('a deletion names what is lost before it happens', async () => {
  await render(<Asking act={async () => undefined} />)
  const dialog = await eventually(() => document.querySelector('[role=alertdialog]'))
  expect(dialog.textContent).toContain('Delete 2 pictures?')
  expect(dialog.textContent).toContain('2 pictures you paid credits for.')
})

test('a deletion that fails stays open and says why', async () => {
  await render(
    <Asking act={() => Promise.reject(new Error('File storage does not answer. Nothing was deleted.'))} />,
  )
  await perform(() => byName('Delete 2 pictures').click())
  const alert = await eventually(() => document.querySelector('[role=alert]'))
  expect(alert.textContent).toBe('File storage does not answer. Nothing was deleted.')
  expect(document.querySelector('[role=alertdialog]')).not.toBeNull()
})

test('a deletion that succeeds closes the question', async () => {
  await render(<Asking act={async () => undefined} />)
  await perform(() => byName('Delete 2 pictures').click())
  await eventually(() => document.querySelector('[role=alertdialog]') === null)
})
