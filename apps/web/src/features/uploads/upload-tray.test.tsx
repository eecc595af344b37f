import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { uploadFile } from '../../lib/upload.ts'
import { byName, eventually, perform, render } from '../../testing/render.tsx'
import { TooltipProvider } from '../../ui/index.ts'
import { createUploadQueue, type SendFile } from './upload-queue.ts'
import { UploadTray } from './upload-tray.tsx'
import { UploadsProvider } from './uploads-provider.tsx'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  document.head.replaceChildren()
})

/** A server that answers each upload in turn, and the page's own address moved to it. */
async function answerUploads(answers: { status: number; body: unknown }[]) {
  const rest = [...answers]
  server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    if (request.method === 'OPTIONS') return response.end()
    request.resume().on('end', () => {
      const { status, body } = rest.shift() ?? { status: 500, body: null }
      response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening))
  const base = document.createElement('base')
  base.href = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  document.head.append(base)
}

async function renderTray(send: SendFile = uploadFile) {
  const arrived: string[] = []
  const queue = createUploadQueue(send, ({ id }) => arrived.push(id))
  await render(
    <TooltipProvider>
      <UploadsProvider queue={queue}>
        <UploadTray />
      </UploadsProvider>
    </TooltipProvider>,
  )
  return { queue, arrived }
}

const photo = (name: string) => new File([new Uint8Array(2048)], name, { type: 'image/jpeg' })
const asset = { id: 'ast_1', status: 'preparing', fileName: 'stool.jpg' }

test('a refused file shows the server’s own sentence and is not offered again', async () => {
  const detail = 'This JPEG ends in the middle. Export it again.'
  await answerUploads([{ status: 422, body: { code: 'file_unreadable', title: 'Unreadable', detail } }])
  const { queue, arrived } = await renderTray()
  await perform(() => queue.add([photo('stool.jpg')]))

  const alert = await eventually(() => document.querySelector('[role=alert]'))
  expect(alert.textContent).toBe(detail)
  expect(() => byName('Send stool.jpg again')).toThrow()
  expect(arrived).toEqual([])
})

test('a file that failed because of us can be sent again', async () => {
  await answerUploads([
    {
      status: 503,
      body: { code: 'storage_unavailable', title: 'No storage', detail: 'File storage does not answer.' },
    },
    { status: 201, body: asset },
  ])
  const { queue, arrived } = await renderTray()
  await perform(() => queue.add([photo('stool.jpg')]))
  await eventually(() => document.querySelector('[role=alert]'))
  await perform(() => byName('Send stool.jpg again').click())
  await eventually(() => document.body.textContent?.includes('in your library'))
  expect(arrived).toEqual(['ast_1'])
})

test('the same file twice is said to be kept once', async () => {
  await answerUploads([{ status: 200, body: asset }])
  const { queue } = await renderTray()
  await perform(() => queue.add([photo('stool.jpg')]))
  await eventually(() => document.body.textContent?.includes('the same file, kept once'))
})

test('a file that cannot be used is refused before a byte is sent', async () => {
  await answerUploads([])
  const { queue } = await renderTray()
  await perform(() => queue.add([new File(['%PDF'], 'offer.pdf', { type: 'application/pdf' })]))
  const alert = await eventually(() => document.querySelector('[role=alert]'))
  expect(alert.textContent).toBe('“offer.pdf” is not a photo we can use. JPEG, PNG, WebP and AVIF work.')
})

test('of hundreds of files only some are laid out, those that were refused before all others', async () => {
  const { queue } = await renderTray(() => new Promise(() => {}))
  const names = Array.from({ length: 200 }, (_, index) => `${index}.jpg`)
  await perform(() =>
    queue.add([...names.map(photo), new File(['%PDF'], 'offer.pdf', { type: 'application/pdf' })]),
  )
  const lines = () => [...document.querySelectorAll('section li')].map(({ textContent }) => textContent)
  expect(lines()).toHaveLength(51)
  expect(lines()[0]).toContain('offer.pdf')
  expect(lines().at(-1)).toContain('And 151 more files')
  await perform(() => byName('Show more').click())
  expect(lines()).toHaveLength(101)
})
