import type { ExportView } from '@studio/core/exports'
import { EXPORT_FAILURES } from '@studio/core/exports'
import { DomainError } from '@studio/core/kernel'
import { QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { applyChanges } from '../../lib/live-changes.ts'
import { queryClient } from '../../lib/trpc.ts'
import { answerCalls } from '../../testing/answer-calls.ts'
import { eventually, perform, render } from '../../testing/render.tsx'
import { ToastProvider, TooltipProvider } from '../../ui/index.ts'
import { ExportSection } from './export-section.tsx'

const ID = 'exp_01kaaaaaaaaaaaaaaaaaaaaaaa'

function sample(changes: Partial<ExportView>): ExportView {
  return {
    ...{ id: ID, status: 'queued', assetIds: null, filesTotal: 0, filesDone: 0, sizeBytes: null },
    ...{ failure: null, file: null, url: null, finishedAt: null },
    createdAt: new Date().toISOString(),
    expiresAt: '2026-11-29T12:00:00.000Z',
    ...changes,
  }
}

afterEach(() => {
  queryClient.clear()
  vi.unstubAllGlobals()
})

/** Shows the section over what the server has; `items` may change meanwhile. */
async function show(items: ExportView[], create: () => unknown = () => sample({})) {
  answerCalls({ 'exports.list': () => ({ items, nextCursor: null }), 'exports.create': create })
  const box = await render(
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <ToastProvider>
          <ExportSection />
        </ToastProvider>
      </TooltipProvider>
    </QueryClientProvider>,
  )
  const button = (name: string) =>
    [...box.querySelectorAll('button')].find((each) => (each.ariaLabel ?? each.textContent) === name)
  return { box, button }
}

it('an archive in the making shows how far it is, live, and no second one can be asked for', async () => {
  const items = [sample({ status: 'running', filesTotal: 400, filesDone: 120 })]
  const { box, button } = await show(items)
  await eventually(() => box.textContent?.includes('120 of 400 pictures'))
  expect(box.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('30')
  expect(button('Make an archive')?.disabled).toBe(true)
  items[0] = sample({ status: 'ready', filesTotal: 400, sizeBytes: 5_000_000, file: '/api/exports/x/file' })
  await perform(() => applyChanges(queryClient, [{ type: 'export.ready', subjectId: ID }]))
  await eventually(() => box.textContent?.includes('removed on Nov 29, 2026'))
  expect(box.querySelector('a')?.getAttribute('href')).toBe('/api/exports/x/file')
  expect(button('Make an archive')?.disabled).toBe(false)
})

it('one that failed says why in words, and is asked for again with one press', async () => {
  const asked = vi.fn(() => sample({}))
  const failure = { code: 'storage_unavailable', message: EXPORT_FAILURES.storage_unavailable }
  const { box, button } = await show([sample({ status: 'failed', failure })], asked)
  await eventually(() => box.textContent?.includes('nothing half-made is left'))
  await perform(() => button('Ask again')?.click())
  await eventually(() => asked.mock.calls.length === 1)
})

it('a refusal is shown where one pressed', async () => {
  const { box, button } = await show([], () => {
    throw new DomainError('request_in_progress', 'An archive is being made already.')
  })
  await eventually(() => button('Make an archive')?.disabled === false)
  await perform(() => button('Make an archive')?.click())
  await eventually(
    () => box.querySelector('[role=alert]')?.textContent === 'An archive is being made already.',
  )
})
