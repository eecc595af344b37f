import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepScreenshot, SIZES, signUp, type Visitor, visit } from './support/browser.ts'
import { overflowPx } from './support/look.ts'
import { type RunningStudio, startStudio } from './support/studio.ts'

/** Somebody's program that takes events: what came, and what it answers. */
const received: { headers: IncomingHttpHeaders; body: string }[] = []
let status = 204
let receiver: Server
let studio: RunningStudio
let visitor: Visitor

beforeAll(async () => {
  receiver = createServer(async (req, res) => {
    received.push({ headers: req.headers, body: await text(req) })
    res.writeHead(status).end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  studio = await startStudio({ env: { SAFE_FETCH_ALLOW: origin() } })
  visitor = await visit(studio.url)
  await signUp(visitor, 'webhooks@example.com')
})

afterAll(async () => {
  await visitor?.close()
  await studio?.stop()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
})

const origin = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`

describe('webhooks', () => {
  let secret: string

  it('are added with an address and the events it should hear; the secret is shown once', async () => {
    const { page } = visitor
    await page.goto('/settings/webhooks')
    await page.getByText('Nothing is sent anywhere yet').waitFor()
    await keepScreenshot(page, 'webhooks-empty')
    await page.getByRole('button', { name: 'Add endpoint' }).first().click()
    await page.getByLabel('Address').fill('https://192.168.0.7/events')
    await keepScreenshot(page, 'webhooks-add')
    const add = page.getByRole('dialog').getByRole('button', { name: 'Add endpoint' })
    await add.click()
    await page.getByText('public internet', { exact: false }).last().waitFor()

    await page.getByLabel('Address').fill(`${origin()}/events`)
    await add.click()
    await page.getByText('The signing secret').waitFor()
    await keepScreenshot(page, 'webhooks-secret')
    secret = (await page.getByRole('button', { name: /^Copy whsec_/ }).getAttribute('title')) ?? ''
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.reload()
    await page.getByText('generation.succeeded').waitFor()
    expect(await page.content()).not.toContain(secret)
  })

  it('arrive signed, and say so while one looks on', async () => {
    const { page } = visitor
    await page.getByRole('button', { name: 'Send test' }).click()
    await page.getByText('Delivered').waitFor()
    const { headers, body } = received[0] ?? expect.fail('nothing arrived')
    const sent = new Webhook(secret).verify(body, headers as Record<string, string>)
    expect(sent).toMatchObject({ type: 'webhook.test' })
  })

  it('that fail say why and when they are tried again, and can be sent again by hand', async () => {
    const { page } = visitor
    status = 410
    await page.getByRole('button', { name: 'Send test' }).click()
    await page.getByText('Switched off').waitFor()
    await keepScreenshot(page, 'webhooks-switched-off')
    status = 204
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByRole('button', { name: 'Send test' }).waitFor()
    const failed = page.getByText('Given up')
    await failed.click()
    await page.getByText('It answered 410', { exact: false }).last().waitFor()
    await keepScreenshot(page, 'webhooks-delivery')
    await page.getByRole('button', { name: 'Send again' }).first().click()
    await page.getByText('Delivered').nth(1).waitFor()
    expect(received).toHaveLength(3)
    expect(received[2]?.headers['webhook-id']).toBe(received[1]?.headers['webhook-id'])
  })

  it('fit a phone, in light and dark', async () => {
    const { page } = visitor
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(SIZES.phone)
      await keepScreenshot(page, `webhooks-phone-${colorScheme}`)
      expect(await overflowPx(page)).toBe(0)
    }
  })
})
