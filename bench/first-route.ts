/**
 * What a browser loads before the first screen can be used: JavaScript as it travels, brotli-compressed, for
 * the sign-in page and for the library of somebody who is signed in. Run: node bench/first-route.ts
 */
import { openBrowser, signUp, visit } from '../e2e/support/browser.ts'
import { startStudio } from '../e2e/support/studio.ts'

const BUDGET_KB = 200

const studio = await startStudio()
const browser = await openBrowser()
try {
  const visitor = await visit(studio.url)
  console.log(
    `sign-in: ${await measureScripts(visitor.page, '/sign-in')} of JavaScript (at most ${BUDGET_KB} KB)`,
  )
  await signUp(visitor, 'bench@example.com')
  console.log(`library: ${await measureScripts(visitor.page, '/')} of JavaScript (at most ${BUDGET_KB} KB)`)
} finally {
  await browser.close()
  await studio.stop()
}

/** Loads a page with an empty cache and adds up what its scripts weighed on the wire, in units of 1,000 bytes. */
async function measureScripts(
  page: Awaited<ReturnType<typeof visit>>['page'],
  path: string,
): Promise<string> {
  const network = await page.context().newCDPSession(page)
  const scripts = new Set<string>()
  const encodings = new Set<string>()
  let bytes = 0
  await network.send('Network.enable')
  await network.send('Network.setCacheDisabled', { cacheDisabled: true })
  network.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type !== 'Script') return
    scripts.add(requestId)
    encodings.add(response.headers['Content-Encoding'] ?? 'none')
  })
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await page.goto(path)
  await page.getByRole('heading').first().waitFor()
  await page.waitForLoadState('load')
  await network.detach()
  return `${(bytes / 1000).toFixed(1)} KB (${[...encodings].join(', ')})`
}
