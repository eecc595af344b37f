/**
 * The first step of every command (`npm start`, `npm test`, …). It runs on any Node from 20 on with nothing
 * installed: brings pnpm, the pinned Node and the locked dependencies, generates the database client, then
 * hands over to apps/cli under the pinned Node. Progress goes to standard error; standard output belongs to
 * the command.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const OLDEST_HOST_NODE = 20
const OLDEST_RUNTIME_NODE = 24
/** Ctrl-C arrives twice, from the terminal and from npm passing it on; a person is slower than this. */
const SAME_KEYPRESS_MS = 300
const PARENT_CHECK_MS = 500

const root = fileURLToPath(new URL('..', import.meta.url))
const binDir = join(root, 'node_modules', '.bin')
const dbDir = join(root, 'packages', 'db')
const env = {
  ...process.env,
  PATH: binDir + delimiter + process.env.PATH,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
}

function main() {
  if (majorOf(process.versions.node) < OLDEST_HOST_NODE) {
    fail(`Studio Pro needs Node ${OLDEST_HOST_NODE} or newer; this is ${process.version}.`)
  }
  oncePer(
    'dependencies',
    [join(root, 'pnpm-lock.yaml')],
    join(root, 'node_modules', '.pnpm'),
    installDependencies,
  )
  const node = findNode()
  oncePer('database-client', [join(dbDir, 'prisma', 'schema.prisma')], join(dbDir, 'src', 'generated'), () =>
    generateDatabaseClient(node),
  )
  handOver(node)
}

/** Runs `step` unless it has already run for these very inputs and what it made is still there. */
function oncePer(name, inputs, product, step) {
  const stampFile = join(root, 'node_modules', '.studio', name)
  const hash = createHash('sha256')
  for (const input of inputs) hash.update(readFileSync(input))
  const stamp = hash.digest('hex')
  if (existsSync(product) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  step(existsSync(stampFile))
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}

function installDependencies(isUpdate) {
  say(isUpdate ? 'Installing changed dependencies…' : 'Installing dependencies (first start only)…')
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const install = ['install', '--frozen-lockfile', '--config.confirmModulesPurge=false']
  // In production mode pnpm would leave out what builds the web app.
  const result = runStep('npx', ['--yes', packageManager, ...install], root, {
    ...env,
    NODE_ENV: 'development',
  })
  if (result.error)
    fail(`npm's npx could not be started (${result.error.code}). Install npm, then try again.`)
  if (result.status !== 0) {
    fail('The dependencies could not be installed; the reason stands above. Then run the command again.')
  }
}

function generateDatabaseClient(node) {
  say('Generating the database client…')
  const prisma = join(dbDir, 'node_modules', 'prisma', 'build', 'index.js')
  const result = spawnSync(node, [prisma, 'generate'], { cwd: dbDir, env, encoding: 'utf8' })
  if (result.status !== 0)
    fail(`The database client could not be generated:\n${result.stdout}${result.stderr}`)
}

/** The pinned Node where there is one for this platform, else this very Node if it is new enough. */
function findNode() {
  const pinned = join(binDir, 'node')
  if (existsSync(pinned)) return pinned
  if (majorOf(process.versions.node) >= OLDEST_RUNTIME_NODE) return process.execPath
  return fail(
    `No Node ${OLDEST_RUNTIME_NODE} is bundled for ${process.platform} on ${process.arch}. Install Node ${OLDEST_RUNTIME_NODE} or newer, then try again.`,
  )
}

/**
 * Runs the command as a child in a process group of its own, so that a signal reaches it once, through us.
 * The channel between us tells it when we were killed outright.
 */
function handOver(node) {
  const child = spawn(node, [join(root, 'apps', 'cli', 'src', 'main.ts'), ...process.argv.slice(2)], {
    cwd: callerDir(),
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  const lastSeenMs = new Map()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const nowMs = performance.now()
      const isRepeat = nowMs - (lastSeenMs.get(signal) ?? Number.NEGATIVE_INFINITY) < SAME_KEYPRESS_MS
      lastSeenMs.set(signal, nowMs)
      if (!isRepeat) child.kill(signal)
    })
  }
  if (process.env.npm_lifecycle_event) followParent(() => child.kill('SIGTERM'))
  child.once('error', (error) => fail(`Node could not be started: ${error.message}`))
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

/**
 * npm killed outright passes nothing on, and its child would run for ever. Between npm and us stands a shell
 * or not, so both the parent and its parent are watched.
 */
function followParent(onGone) {
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`
  const before = ancestors()
  const check = setInterval(() => {
    if (ancestors() === before) return
    clearInterval(check)
    onGone()
  }, PARENT_CHECK_MS)
}

/** The parent of a process, where the system tells it in a file. */
function parentOf(pid) {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}

/** Where the person typed the command: npm moves to the root and remembers the place in INIT_CWD. */
function callerDir() {
  const isMovedByNpm = join(process.cwd(), '/') === join(root, '/') && existsSync(process.env.INIT_CWD ?? '')
  return isMovedByNpm ? process.env.INIT_CWD : process.cwd()
}

function runStep(command, args, cwd, stepEnv) {
  return spawnSync(command, args, {
    cwd,
    env: stepEnv,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  })
}

function majorOf(version) {
  return Number(version.split('.')[0])
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

function fail(sentence) {
  say(sentence)
  process.exit(1)
}

main()
