import { freePort } from '@studio/db/local'
import { type IdentityServer, startIdentityServer } from '@studio/integrations/identity/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepScreenshot, signUp, type Visitor, visit } from './support/browser.ts'
import { look } from './support/look.ts'
import { type RunningStudio, startStudio } from './support/studio.ts'

const EMAIL = 'ada@example.com'
const FIRST_PASSWORD = 'a quiet studio by the sea'
const NEW_PASSWORD = 'a loud studio in the hills'

let studio: RunningStudio
let identities: IdentityServer
let visitor: Visitor

beforeAll(async () => {
  const port = await freePort()
  identities = await startIdentityServer(`http://localhost:${port}/auth/external/callback`)
  const env = {
    OIDC_ISSUER: identities.issuer,
    OIDC_CLIENT_ID: identities.clientId,
    OIDC_CLIENT_SECRET: identities.clientSecret,
    OIDC_NAME: 'Harbour ID',
  }
  studio = await startStudio({ port, env })
  visitor = await visit(studio.url)
})

afterAll(async () => {
  await visitor?.close()
  await studio?.stop()
  await identities?.close()
})

/** Opens the outbox in a page of its own until there is a mail with this subject, and answers its link. */
async function linkOf(subject: string, to = EMAIL): Promise<string> {
  const page = await visitor.context.newPage()
  const mail = page
    .locator('article')
    .filter({ hasText: subject })
    .filter({ hasText: `To ${to}` })
    .first()
  await page.goto('/outbox')
  const isThere = async () => {
    await page.reload()
    return mail.isVisible()
  }
  await expect.poll(isThere).toBe(true)
  await keepScreenshot(page, 'accounts-outbox')
  const href = await mail.getByRole('link').getAttribute('href')
  await page.close()
  return href ?? expect.fail('the mail has no link')
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(EMAIL)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

describe('an account, by mail', () => {
  it('a new e-mail is confirmed by the link in the mail, whose secret leaves no trace in the address', async () => {
    const { page } = visitor
    await signUp(visitor, EMAIL)
    const banner = page.getByRole('region', { name: 'Your e-mail is not confirmed' })
    await banner.waitFor()
    await look(page, 'accounts-banner')

    const link = await linkOf('Confirm your e-mail')
    const other = await visitor.context.newPage()
    await other.goto(link)
    await other.getByRole('heading', { name: 'Confirm your e-mail' }).waitFor()
    expect(other.url()).toBe(`${studio.url}/arrive`)
    await look(other, 'accounts-confirm')
    await other.getByRole('button', { name: 'This e-mail is mine' }).click()
    await other.getByText(`${EMAIL} is the e-mail of your account.`).waitFor()
    // The first page hears of it by itself.
    await banner.waitFor({ state: 'detached' })

    await other.close()

    const again = await visitor.context.newPage()
    await again.goto(link)
    await again.getByRole('button', { name: 'This e-mail is mine' }).click()
    await again.getByText('This link was used already').waitFor()
    await look(again, 'accounts-link-used')
    await again.close()
  })

  it('a forgotten password is replaced by a link, and every browser is signed out', async () => {
    const { page } = visitor
    const elsewhere = await visit(studio.url)
    await elsewhere.page.goto('/sign-in')
    await elsewhere.page.getByRole('link', { name: 'Continue with Harbour ID' }).waitFor()
    await look(elsewhere.page, 'accounts-sign-in')
    await elsewhere.page.getByRole('link', { name: 'Forgot your password?' }).click()
    await look(elsewhere.page, 'accounts-forgot')
    await elsewhere.page.getByLabel('E-mail').fill(EMAIL)
    await elsewhere.page.getByRole('button', { name: 'Send the link' }).click()
    await elsewhere.page.getByRole('heading', { name: 'Look into your mail' }).waitFor()

    await elsewhere.page.goto(await linkOf('Choose a new password'))
    await elsewhere.page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD)
    await look(elsewhere.page, 'accounts-reset')
    await elsewhere.page.getByRole('button', { name: 'Set the password' }).click()
    await elsewhere.page.getByRole('heading', { name: 'Your new password is set' }).waitFor()
    await page.waitForURL('**/sign-in**')

    await signIn(page, FIRST_PASSWORD)
    await page.getByText('This e-mail and password do not match.').waitFor()
    await signIn(page, NEW_PASSWORD)
    await page.getByRole('heading', { name: 'Start with one photo' }).waitFor()
    await elsewhere.close()
  })

  it('the browsers that are signed in are listed, and can be signed out from here', async () => {
    const { page } = visitor
    const elsewhere = await visit(studio.url)
    await signIn(elsewhere.page, NEW_PASSWORD)
    await elsewhere.page.getByRole('heading', { name: 'Start with one photo' }).waitFor()

    await page.goto('/settings/security')
    await page.getByText('This browser').waitFor()
    await page.getByText('Wrong password').first().waitFor()
    await page.getByText('Chrome on Linux').first().waitFor()
    await look(page, 'accounts-security')
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await elsewhere.page.waitForURL('**/sign-in**')
    await elsewhere.close()
  })

  it('the password is changed by somebody who knows it', async () => {
    const { page } = visitor
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByLabel('Your password', { exact: true }).fill('not the password')
    await page.getByLabel('New password', { exact: true }).fill(FIRST_PASSWORD)
    await page.getByRole('dialog').getByRole('button', { name: 'Change password' }).click()
    await page.getByText('This is not your password.').waitFor()
    await look(page, 'accounts-change-password')
    await page.getByLabel('Your password', { exact: true }).fill(NEW_PASSWORD)
    await page.getByRole('dialog').getByRole('button', { name: 'Change password' }).click()
    await page.getByText('Your password is changed').waitFor()
  })

  it('the account moves to another e-mail once that was shown to be read; the old one is told', async () => {
    const { page } = visitor
    await page.goto('/settings/account')
    await page.getByRole('button', { name: 'Change name' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Ada', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Change e-mail' }).click()
    await page.getByLabel('New e-mail').fill('ada@new.example')
    await page.getByLabel('Your password', { exact: true }).fill(FIRST_PASSWORD)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByText('Waits for the link that was sent to').waitFor()
    await look(page, 'accounts-account')

    await linkOf('Your account is about to move')
    const other = await visitor.context.newPage()
    await other.goto(await linkOf('Confirm your new e-mail', 'ada@new.example'))
    await other.getByRole('button', { name: 'Use this e-mail from now on' }).click()
    await other.getByRole('heading', { name: 'Confirmed' }).waitFor()
    await other.close()
    await page.getByText('ada@new.example', { exact: true }).waitFor()
    await page.getByText('Waits for the link that was sent to').waitFor({ state: 'detached' })
  })
})

describe('an account, by another service', () => {
  /** Signs in on the provider's own pages. */
  async function comeBy(page: Page, login: string): Promise<void> {
    await page.locator('input[name=login]').fill(login)
    await page.locator('input[name=password]').fill('any')
    await page.locator('button[type=submit]').click()
    await page.locator('button[type=submit]').click()
  }

  it('somebody new is signed in at once; an account with the same e-mail is not opened by it', async () => {
    const { page, close } = await visit(studio.url)
    identities.person = { email: 'ada@new.example', email_verified: true, name: 'Ada' }
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Continue with Harbour ID' }).click()
    await comeBy(page, 'ada')
    await page.getByRole('heading', { name: 'You have an account already' }).waitFor()
    await look(page, 'accounts-email-taken')

    const stranger = await visit(studio.url)
    identities.person = { email: 'grace@example.com', email_verified: true, name: 'Grace' }
    await stranger.page.goto('/sign-up')
    await stranger.page.getByRole('link', { name: 'Continue with Harbour ID' }).click()
    await comeBy(stranger.page, 'grace')
    await stranger.page.getByRole('heading', { name: 'Start with one photo' }).waitFor()
    await stranger.page.goto('/settings/security')
    await stranger.page.getByText('It is your only way in.').waitFor()
    await stranger.page.getByRole('button', { name: 'Set a password' }).waitFor()
    await look(stranger.page, 'accounts-security-external')
    await Promise.all([close(), stranger.close()])
  })

  it('is linked in the settings, and from then on signs in', async () => {
    const { page } = visitor
    identities.person = { email: 'ada@new.example', email_verified: true, name: 'Ada' }
    await page.goto('/settings/security')
    await page.getByRole('button', { name: 'Link Harbour ID' }).click()
    await page.getByLabel('Your password', { exact: true }).fill(FIRST_PASSWORD)
    await page.getByRole('button', { name: 'Go on' }).click()
    await comeBy(page, 'ada')
    await page.waitForURL('**/settings/security')
    await page.getByRole('button', { name: 'Unlink' }).waitFor()

    const elsewhere = await visit(studio.url)
    await elsewhere.page.goto('/sign-in')
    await elsewhere.page.getByRole('link', { name: 'Continue with Harbour ID' }).click()
    await comeBy(elsewhere.page, 'ada')
    await elsewhere.page.getByRole('heading', { name: 'Start with one photo' }).waitFor()
    await elsewhere.close()
  })

  it('there was one cookie all along', async () => {
    const cookies = await visitor.context.cookies(studio.url)
    expect(cookies.map(({ name }) => name)).toEqual(['__Host-session'])
  })
})
