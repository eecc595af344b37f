import type { TestProject } from 'vitest/node'
import { startStudio } from './studio.ts'

/** Builds the web app where needed, and starts the studio that the files of stories share. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { url, databaseUrl, homeDir, geminiUrl, shopifyUrl, woocommerceUrl, stop } = await startStudio()
  await signUpFirst(url)
  project.provide('studio', { url, databaseUrl, homeDir, geminiUrl, shopifyUrl, woocommerceUrl })
  return stop
}

/** The first account of an installation is given credits: it is nobody's, so that no story depends on coming first. */
async function signUpFirst(url: string): Promise<void> {
  const { ok, status } = await fetch(`${url}/trpc/auth.signUp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: 'first@example.com', password: 'quiet orange battery 42' }),
  })
  if (!ok) throw new Error(`the first account was not made: ${status}`)
}
