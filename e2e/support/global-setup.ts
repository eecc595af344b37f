import type { TestProject } from 'vitest/node'
import { startStudio } from './studio.ts'

/** Builds the web app where needed, and starts the studio that the files of stories share. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { url, databaseUrl, homeDir, geminiUrl, shopifyUrl, woocommerceUrl, stop } = await startStudio()
  project.provide('studio', { url, databaseUrl, homeDir, geminiUrl, shopifyUrl, woocommerceUrl })
  return stop
}
