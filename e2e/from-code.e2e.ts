import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp, type Visitor, visit } from './support/browser.ts'
import { look } from './support/look.ts'
import { sharedStudio } from './support/shared-studio.ts'

const studio = sharedStudio()
let visitor: Visitor

beforeAll(async () => {
  visitor = await visit(studio.url)
  await signUp(visitor, 'developer@example.com')
})
afterAll(() => visitor?.close())

describe('from code', () => {
  let token = ''

  it('a token is made, shown once, and filled into the script', async () => {
    const { page } = visitor
    await page.goto('/settings/tokens')
    await page.getByRole('heading', { name: 'No program comes in yet' }).waitFor()
    await look(page, 'tokens-empty')
    await page.getByRole('button', { name: 'New token' }).first().click()
    await page.getByLabel('Name').fill('catalogue script')
    await look(page, 'token-new')
    await page.getByRole('button', { name: 'Make token' }).click()
    await page.getByRole('heading', { name: 'Your new token' }).waitFor()
    token = (await page.getByRole('button', { name: /^Copy sp_live_/ }).textContent()) ?? ''
    expect(token).toMatch(/^sp_live_[0-9A-Za-z]{36}$/)
    await look(page, 'token-shown')
    await page.getByRole('link', { name: 'Use it from code' }).click()
    await page.getByText('The token you just made is filled in').waitFor()
    expect(await page.locator('pre').textContent()).toContain(token)
    await page.getByRole('radio', { name: 'Python' }).click()
    expect(await page.locator('pre').textContent()).toContain(`TOKEN = "${token}"`)
    await look(page, 'code')
    await page.reload()
    expect(await page.locator('pre').textContent()).not.toContain(token)
  })

  it('its calls show in the request log', async () => {
    const { page } = visitor
    const headers = { authorization: `Bearer ${token}`, 'user-agent': 'catalogue/1.0' }
    for (const path of ['/me', '/assets', '/assets/ast_01kac3q6h8m0v5r9t2w4x6y8za', '/credits'])
      await fetch(`${studio.url}/api/v1${path}`, { headers })
    await page.goto('/settings/request-log')
    await page.getByRole('button', { name: 'Read again' }).click()
    await page.getByText('GET /assets/{id}').waitFor()
    await look(page, 'request-log')
    await page.getByRole('combobox', { name: 'Answer' }).click()
    await page.getByRole('option', { name: 'Refused (4xx)' }).click()
    await page.getByText('GET /me').waitFor({ state: 'detached' })
    await page.getByText('GET /assets/{id}').waitFor()
    expect(await page.getByRole('row').count()).toBe(2)
  })

  it('replaced, both work; revoked, it is named what stops, and the next request is refused', async () => {
    const { page } = visitor
    const me = () => fetch(`${studio.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
    await page.goto('/settings/tokens')
    await page.getByRole('button', { name: 'Replace' }).click()
    await page.getByRole('button', { name: 'Make the new token' }).click()
    await page.getByRole('heading', { name: 'Your new token' }).waitFor()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByText('Replaced, works until').waitFor()
    expect((await me()).status).toBe(200)
    await look(page, 'tokens')
    await page.getByRole('button', { name: 'Revoke' }).last().click()
    await page.getByText('is refused from its next request on').waitFor()
    await look(page, 'token-revoke')
    await page.getByRole('button', { name: 'Revoke token' }).click()
    await page.getByText('Revoked', { exact: true }).waitFor()
    expect((await me()).status).toBe(401)
  })

  it('the reference is served by the studio itself, without scripts, and leads to every operation', async () => {
    const { page, foreignRequests } = visitor
    await page.goto('/api/v1/docs')
    await page.getByRole('heading', { name: 'Studio Pro API' }).waitFor()
    await look(page, 'reference')
    await page.getByRole('link', { name: 'Start a generation' }).first().click()
    await look(page, 'reference-operation')
    expect(await page.locator('script').count()).toBe(0)
    expect(foreignRequests).toEqual([])
    expect(visitor.complaints.filter((text) => !/40[14]/.test(text))).toEqual([])
  })
})
