import { Command } from 'commander'
import { studioHome } from '../launch/home.ts'
import { readPort } from '../launch/port.ts'
import { startStack } from '../launch/stack.ts'
import { runUntilStopped } from '../launch/until-stopped.ts'
import { startWebServer } from '../launch/web-server.ts'

/** `npm run dev`: the studio for people who change it. */
export const devCommand = new Command('dev')
  .description('run the studio in watch mode: the page updates as you edit, API and worker restart')
  .action(dev)

async function dev(): Promise<void> {
  const port = readPort()
  await runUntilStopped(
    () => startWatched(port),
    ({ url, apiUrl }) => console.log(`\n  Watching: ${url}   (API at ${apiUrl})\n`),
  )
}

/** The web server holds the one address and passes /api, /trpc and /files on to an API on a port of its own. */
async function startWatched(port: number) {
  const publicUrl = `http://localhost:${port}`
  const stack = await startStack({
    homeDir: studioHome(),
    port: 0,
    hasWeb: false,
    isWatching: true,
    report: console.error,
    env: { NODE_ENV: 'development', PUBLIC_URL: publicUrl },
  })
  try {
    const web = await startWebServer(port, stack.url)
    const stop = async () => {
      await web.stop()
      await stack.stop()
    }
    return { url: publicUrl, apiUrl: stack.url, failed: Promise.race([stack.failed, web.failed]), stop }
  } catch (error) {
    await stack.stop()
    throw error
  }
}
