import { expect, it } from 'vitest'
import { eventually, perform, render } from '../../testing/render.tsx'
import { TooltipProvider } from '../../ui/index.ts'
import { TableDialog } from './table-dialog.tsx'

it('a pasted table of thousands of rows is read like a file, and not laid out as text', async () => {
  const lines = Array.from({ length: 3000 }, (_, index) => `S-${index},https://shop.example/${index}.jpg`)
  await render(
    <TooltipProvider>
      <TableDialog onTake={() => {}} onClose={() => {}} />
    </TooltipProvider>,
  )
  const field = await eventually(() => document.querySelector('textarea'))
  const paste = Object.assign(new Event('paste', { bubbles: true, cancelable: true }), {
    clipboardData: { getData: () => ['sku,url', ...lines].join('\n') },
  })
  await perform(() => void field.dispatchEvent(paste))
  await eventually(() => document.body.textContent?.includes('The pasted table'))
  expect(paste.defaultPrevented).toBe(true)
  expect(document.querySelector('textarea')).toBeNull()
  await eventually(() => document.body.textContent?.includes('Take 3,000 addresses'))
})
