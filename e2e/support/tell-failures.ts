import { afterEach } from 'vitest'
import { openPages } from './browser.ts'

/** What every open page shows when a story fails: a log that only says what did not come leaves one guessing. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const page of await openPages()) {
    const shown = await page.locator('body').ariaSnapshot({ timeout: 1000 }).catch(String)
    process.stderr.write(`${task.name}\n${page.url()} shows:\n${shown.slice(0, 2000)}\n`)
  }
})
