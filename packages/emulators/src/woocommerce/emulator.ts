import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { createJournal } from '../stand-in/journal.ts'
import { listen } from '../stand-in/listen.ts'
import { type Reply, sendReply } from '../stand-in/reply.ts'
import type { Parts } from './call.ts'
import { CONTROL_PREFIX, type Controls, control, type JournalEntry } from './control.ts'
import type { Effect } from './effect.ts'
import { makePassword } from './pages.ts'
import { jsonReply } from './reply.ts'
import { createScenario } from './scenario.ts'
import { addPlainProducts, emptySite, prepareSeeds, type Seeds } from './seed.ts'
import { misbehave, type SiteRequest, serve } from './service.ts'
import type { Site } from './state.ts'
import { createUploads } from './uploads.ts'
import { createDeliveries } from './webhooks.ts'

/** A running emulator. `url` is the address of the site. */
export type WooCommerceEmulator = Controls & { url: string; close(): Promise<void> }

/** How to run it. Port 0 lets the system choose. */
export type WooCommerceEmulatorOptions = {
  port?: number
  /** Folder that keeps the site between two runs; without one it begins anew. */
  dir?: string
  /** How large the photos of its products are at most; small ones make tests quick. */
  photoSidePx?: number
}

/** Starts a local stand-in for a WordPress site with WooCommerce on 127.0.0.1, with a shop in it. */
export async function openWooCommerceEmulator(
  options: WooCommerceEmulatorOptions = {},
): Promise<WooCommerceEmulator> {
  const { port = 0, dir, photoSidePx = 240 } = options
  const uploads = createUploads(dir && join(dir, 'uploads'))
  const scenario = createScenario()
  const closing = new AbortController()
  const journal = createJournal<JournalEntry>()
  let site: Site = readSite(dir) ?? emptySite()
  let seeds: Promise<Seeds> | undefined
  let saving: Promise<void> = Promise.resolve()
  let url = ''

  /** Written whole and put in place at once, so that a killed process leaves the site as it was before. */
  function save(): void {
    if (dir === undefined) return
    saving = saving.then(async () => {
      await mkdir(dir, { recursive: true })
      const next = join(dir, 'site.json.next')
      await writeFile(next, JSON.stringify(site))
      await rename(next, join(dir, 'site.json'))
    })
  }

  const deliveries = createDeliveries(
    () => site,
    () => url,
    save,
  )

  async function fill(): Promise<void> {
    await uploads.clear()
    site = emptySite()
    seeds ??= prepareSeeds(photoSidePx)
    await (await seeds).fill(site, uploads, Date.now())
    save()
  }

  const controls: Controls = {
    requests: journal.entries,
    addScenario: (rule) => scenario.add(rule),
    site: () => site,
    addProducts: (count) => addPlainProducts(site, count, Date.now()),
    makePassword(login = 'merchant', appId = '') {
      const { password } = makePassword(site, login, 'made by hand', appId)
      save()
      return { user: login, applicationPassword: password }
    },
    settled: () => deliveries.settled(),
    async reset() {
      scenario.reset()
      journal.reset()
      await fill()
    },
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = incoming
    const requested = new URL(incoming.url ?? '/', url)
    const request: SiteRequest = { method, url: requested, headers, body: await buffer(incoming) }
    if (requested.pathname.startsWith(CONTROL_PREFIX)) {
      sendReply(await control(request, controls), response)
      return
    }
    const parts: Parts = { site, uploads, deliveries, baseUrl: url, now: Date.now }
    const path = requested.pathname + requested.search
    const isApi = requested.pathname.startsWith('/wp-json')
    const effect = isApi ? scenario.take({ method, path }) : undefined
    const body = describeBody(request)
    const entry: JournalEntry = { method, path, body, effect: effect?.kind ?? null, status: null }
    journal.record(entry)
    const reply = await replyTo(request, parts, effect)
    if (reply.kind === 'body') entry.status = reply.status
    if (method !== 'GET') save()
    sendReply(reply, response)
  }

  async function replyTo(request: SiteRequest, parts: Parts, effect: Effect | undefined): Promise<Reply> {
    try {
      const work = () => serve(request, parts)
      return await (effect ? misbehave(effect, work, closing.signal) : work())
    } catch (error) {
      if (closing.signal.aborted) return { kind: 'hang' }
      return jsonReply(500, { code: 'defect', message: String(error), data: { status: 500 } })
    }
  }

  const server = await listen(port, answer)
  url = server.url
  if (Object.keys(site.products).length === 0) await fill()

  return {
    ...controls,
    url,
    async close() {
      closing.abort()
      await server.close()
      await saving
    },
  }
}

function readSite(dir: string | undefined): Site | null {
  if (dir === undefined) return null
  try {
    return JSON.parse(readFileSync(join(dir, 'site.json'), 'utf8')) as Site
  } catch {
    return null
  }
}

/** What a request said: its JSON, or how large the file in it was. */
function describeBody({ headers, body }: SiteRequest): unknown {
  if (body.byteLength === 0) return null
  if (!headers['content-type']?.startsWith('application/json')) return { sizeBytes: body.byteLength }
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    return { sizeBytes: body.byteLength }
  }
}
