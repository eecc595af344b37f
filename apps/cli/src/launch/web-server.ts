import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { toolEnvironment, workspaceRoot } from './workspace.ts'

/** Vite's server of the web app, with hot reload. */
export type WebServer = { failed: Promise<string>; stop: () => Promise<void> }

const webDir = join(workspaceRoot, 'apps', 'web')

/**
 * Starts Vite on `port`; its configuration passes the API's paths on to API_URL.
 * @throws Failure when it ends before it serves
 */
export async function startWebServer(port: number, apiUrl: string): Promise<WebServer> {
  const vite = join(webDir, 'node_modules', '.bin', 'vite')
  const child = spawn(vite, ['--port', String(port), '--strictPort', '--clearScreen', 'false'], {
    cwd: webDir,
    env: { ...toolEnvironment(), API_URL: apiUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const ready = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<string>()
  const kill = () => child.kill()
  process.once('exit', kill)
  child.once('error', ready.reject)
  child.once('exit', (code) => {
    process.off('exit', kill)
    ready.reject(new Failure(`The web server did not start (exit code ${code}).`))
    ended.resolve(`The web server stopped unexpectedly (exit code ${code}).`)
  })
  child.stdout.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk)
    if (chunk.includes('ready in')) ready.resolve()
  })
  await ready.promise
  return {
    failed: ended.promise,
    async stop() {
      child.kill()
      await ended.promise
    },
  }
}
