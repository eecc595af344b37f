import type { Visitor } from '../../e2e/support/browser.ts'

type Page = Visitor['page']

/** What came to a page since one listens: of the live channel, and of what it asked for. */
export type Heard = {
  /** Changes that the live channel told. */
  events: number
  /** Requests for data. */
  requests: number
  /** Procedures that they asked for: one request may ask for several. */
  reads: number
  /** What the answers weighed on the wire. */
  bytes: number
}

/** Counts what comes to a page from now on. */
export async function listenToPage(page: Page): Promise<Heard> {
  const heard: Heard = { events: 0, requests: 0, reads: 0, bytes: 0 }
  const network = await page.context().newCDPSession(page)
  const reading = new Set<string>()
  await network.send('Network.enable')
  network.on('Network.eventSourceMessageReceived', ({ eventName }) => {
    if (eventName === 'message' || eventName === '') heard.events++
  })
  network.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const { pathname } = new URL(request.url)
    if (!pathname.startsWith('/trpc/') || pathname.includes('changes.watch')) return
    reading.add(requestId)
    heard.requests++
    heard.reads += pathname.split(',').length
  })
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (reading.has(requestId)) heard.bytes += encodedDataLength
  })
  return heard
}
