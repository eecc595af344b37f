import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'

/** A person at a browser: their page, and what the browser noticed meanwhile. */
export type Visitor = {
  page: Page
  context: BrowserContext
  /** Origins other than the studio's that were asked for anything. */
  foreignRequests: string[]
  /** What the studio’s pages wrote to the console as an error and where, and errors nobody caught. */
  complaints: string[]
  close(): Promise<void>
}

/** Chromium asks nobody but the studio: its own services are switched off. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let launched: Promise<Browser> | undefined

/**
 * Headless Chromium, the one the test command found. All files that a worker runs share it, since starting one takes
 * more than a second of a core; it ends with the worker. Stories close the contexts that they open.
 */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  launched ??= chromium.launch({ executablePath, args: QUIET })
  return launched
}

/** All pages that are open in this worker's browser. */
export async function openPages(): Promise<Page[]> {
  const browser = await launched
  return browser?.contexts().flatMap((context) => context.pages()) ?? []
}

/** Window sizes: a desk, and a phone. */
export const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

/** For what a worker or somebody else's server does: the machine may be busy, and waiting costs nothing. */
const PATIENCE_MS = 90_000

/** Opens a fresh browser profile on the studio, which asks that nothing moves: drawing motion takes half a core. */
export async function visit(url: string, size: keyof typeof SIZES = 'desk'): Promise<Visitor> {
  const browser = await openBrowser()
  const context = await browser.newContext({
    baseURL: url,
    viewport: SIZES[size],
    acceptDownloads: true,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const foreignRequests: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(url).origin) foreignRequests.push(origin)
  })
  page.on('console', (message) => {
    const from = message.location().url
    // What pages of other sites lack, which somebody visits on the way, is none of ours.
    const isForeign = URL.canParse(from) && new URL(from).origin !== new URL(url).origin
    if (message.type() === 'error' && !isForeign) complaints.push(`${message.text()} (${from})`)
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.setDefaultTimeout(PATIENCE_MS)
  return { page, context, foreignRequests, complaints, close: () => context.close() }
}

/** Signs a new person up and waits until their library is there. */
export async function signUp({ page }: Visitor, email: string): Promise<void> {
  await page.goto('/sign-up')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('a quiet studio by the sea')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('heading', { name: 'Start with one photo' }).waitFor()
}

/** The id of the account that a visitor is signed in to. */
export async function accountOf({ page }: Visitor): Promise<string> {
  return page.evaluate(async () => {
    const answer = await fetch('/trpc/auth.session')
    return (await answer.json()).result.data.id
  })
}

/** Chooses files in the system's picker that `opener` opens. */
export async function chooseFiles(page: Page, opener: Locator, ...paths: string[]): Promise<void> {
  const [picker] = await Promise.all([page.waitForEvent('filechooser'), opener.click()])
  await picker.setFiles(paths)
}

/** Drops a file or a folder of this machine on the middle of the page, as a hand does that drags it there. */
export async function dropOn(page: Page, path: string): Promise<void> {
  const { width, height } = page.viewportSize() ?? SIZES.desk
  const session = await page.context().newCDPSession(page)
  const place = { x: width / 2, y: height / 2, data: { items: [], files: [path], dragOperationsMask: 1 } }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...place })
  await session.detach()
}

/** A real product photo of the repository. */
export function photo(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/photos/${name}`, import.meta.url))
}

/** Keeps a picture of the screen for a person to look at, when SCREENSHOTS names a folder. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}
