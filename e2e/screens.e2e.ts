import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFiles, photo, signUp, type Visitor, visit } from './support/browser.ts'
import { inspect } from './support/look.ts'
import { sharedStudio } from './support/shared-studio.ts'

const studio = sharedStudio()
let visitor: Visitor
let generationPath: string
let clipPath: string
let localPath: string

beforeAll(async () => {
  visitor = await visit(studio.url)
  const { page } = visitor
  await signUp(visitor, 'screens@example.com')
  await page.goto('/create')
  const photos = ['thomas-q-1229169-unsplash.jpg', 'stoica-ionela-530966-unsplash.jpg'].map(photo)
  await chooseFiles(page, page.getByRole('button', { name: 'Choose files' }), ...photos)
  await page.getByRole('radio', { name: /^Stone plinth/ }).click()
  await page.getByRole('radio', { name: '2', exact: true }).click()
  await page.waitForURL(/sources=ast_/)
  const sources = new URL(page.url()).searchParams.get('sources')
  clipPath = `/create?sources=${sources?.split(',')[0]}&shot=motion`
  localPath = `/create?sources=${sources?.split(',')[0]}&shot=white-hero&model=local-studio`
  await page.getByRole('button', { name: 'Make 2 pictures ·' }).click()
  await page.waitForURL('**/generations/gen_*')
  await page.getByText('4 credits used').first().waitFor()
  generationPath = new URL(page.url()).pathname
})

afterAll(() => visitor?.close())

/** Every screen of somebody who is signed in, with something on it that shows it is complete. */
const screens = [
  ['library', () => '/', 'Today'],
  ['create', () => '/create', 'Your photos'],
  ['create-clip', () => clipPath, 'Make 1 video'],
  ['create-local', () => localPath, 'Make 1 picture · free'],
  ['models', () => '/models', 'Nano Banana 2.1'],
  ['generations', () => '/generations', 'Stone plinth'],
  ['generation', () => generationPath, 'Recipe of output 1'],
  ['stores', () => '/stores', 'Connect WooCommerce'],
  ['credits', () => '/credits', 'Charged for a picture that was made'],
  ['plans', () => '/credits?view=plans', 'Your plan'],
  ['account', () => '/settings/account', 'screens@example.com'],
  ['security', () => '/settings/security', 'Sign-in history'],
  ['brand', () => '/settings/brand', 'Words to avoid'],
  ['tokens', () => '/settings/tokens', 'No program comes in yet'],
  ['request-log', () => '/settings/request-log', 'No calls yet'],
  ['webhooks', () => '/settings/webhooks', 'Nothing is sent anywhere yet'],
  ['code', () => '/settings/code', 'quick-start.sh'],
  ['data', () => '/settings/data', 'Every file and everything'],
  ['usage', () => '/settings/usage', 'All kinds'],
  ['privacy', () => '/privacy', 'support@nanostudiopro.com'],
] as const

describe('in light and dark, at the size of a desk and of a phone', () => {
  it.each(screens)(
    'the %s screen fits the window and breaks no rule of accessibility',
    async (name, path, landmark) => {
      const { page } = visitor
      await page.goto(path())
      await page.getByText(landmark).first().waitFor()
      await inspect(page, name)
    },
  )
})

describe('by keyboard alone', () => {
  it('every section is reached with Tab, and focus can always be seen', async () => {
    const { page } = visitor
    await page.goto('/')
    await page.getByText('Today').first().waitFor()
    const reached = new Set<string>()
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab')
      const focused = page.locator(':focus')
      const name = (await focused.textContent())?.trim() ?? ''
      reached.add(name)
      const outline = await focused.evaluate((element) => {
        const { outlineStyle, boxShadow } = getComputedStyle(element)
        return outlineStyle !== 'none' || boxShadow !== 'none'
      })
      expect(outline, `focus on "${name}" cannot be seen`).toBe(true)
    }
    expect([...reached]).toEqual(expect.arrayContaining(['Library', 'Create', 'Generations', 'Settings']))
  })
})
