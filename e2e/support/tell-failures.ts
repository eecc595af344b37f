import { afterEach } from 'vitest'
import { openPages } from './browser.ts'

const SHOWN_CHARACTERS = 12_000

/**
 * Adds to a story's failure what every open page showed then: one that only says what did not come leaves one guessing.
 * It stands in the failure itself, since that is all that some logs keep.
 */
afterEach(async ({ task }) => {
  const [error] = task.result?.errors ?? []
  if (!error) return
  for (const page of await openPages()) {
    const shown = await page.locator('body').ariaSnapshot({ timeout: 1000 }).catch(String)
    error.stack = `${error.stack}\n${page.url()} showed:\n${withoutFrame(shown).slice(0, SHOWN_CHARACTERS)}`
  }
})

/** What stands round every page says nothing about a failure. */
const withoutFrame = (shown: string) => shown.slice(Math.max(0, shown.search(/^- main/m)))
