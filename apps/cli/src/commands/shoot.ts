import { existsSync, mkdirSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type GenerationView,
  hasEnded,
  type StartGeneration,
  startGenerationInput,
} from '@studio/core/generations'
import { systemClock } from '@studio/core/kernel'
import { openDatabase } from '@studio/db'
import { startOperatorSession } from '@studio/services/accounts'
import { operatorActor } from '@studio/services/kernel'
import { Command } from 'commander'
import { createClient, type StudioClient } from '../client.ts'
import { Failure } from '../failure.ts'
import { studioHome } from '../launch/home.ts'
import { type StudioAddress, withStudio } from '../launch/with-studio.ts'

type ShootOptions = {
  shot?: string
  prompt?: string
  model?: string
  count: string
  ratio?: string
  size?: string
  out: string
  account?: string
  maxCredits?: string
  json?: boolean
}

const POLL_MS = 300

/** `studio shoot`: the main job without a browser, through the same API, queue and worker. */
export const shootCommand = new Command('shoot')
  .description('make pictures of a product from its photos')
  .argument('<photo...>', 'photos of one product: JPEG, PNG, WebP or AVIF')
  .option('--shot <id>', 'what kind of picture, such as white-hero')
  .option('--prompt <words>', 'your own words, beside a shot or instead of one')
  .option('--model <id>', 'which model makes them')
  .option('--count <n>', 'how many pictures', '1')
  .option('--ratio <w:h>', 'aspect ratio, such as 4:5')
  .option('--size <size>', '1K, 2K or 4K')
  .option('--out <folder>', 'where the pictures go', '.')
  .option('--account <e-mail>', 'whose credits and library; the oldest account when left out')
  .option('--max-credits <n>', 'do nothing if it would cost more')
  .option('--json', 'print one JSON object, for programs')
  .action(shoot)

async function shoot(photos: string[], options: ShootOptions): Promise<void> {
  const missing = photos.find((photo) => !existsSync(photo))
  if (missing) throw new Failure(`There is no file ${missing}.`)
  const say = options.json ? () => {} : (sentence: string) => console.error(sentence)

  const { generation, files } = await withStudio({ homeDir: studioHome(), report: say }, async (studio) => {
    const client = createClient(studio.url, await signIn(studio, options.account))
    const started = await start(client, photos, options, say)
    const ended = await watch(client, started, say)
    return { generation: ended, files: await save(client, ended, resolve(options.out)) }
  })
  const { charged, quoted } = generation.credits
  if (options.json) console.log(JSON.stringify({ generation, files }))
  else for (const file of files) console.log(file)
  say(charged > 0 ? `${charged} of ${quoted} credits used.` : 'You were not charged.')
  const failures = generation.outputs.flatMap(({ failure }) => failure?.message ?? [])
  if (failures.length > 0) {
    throw new Failure(
      `${failures.length} of ${generation.count} pictures failed. ${[...new Set(failures)].join(' ')}`,
    )
  }
}

async function signIn({ url, databaseUrl }: StudioAddress, email: string | undefined): Promise<string> {
  const db = openDatabase({ url: databaseUrl })
  try {
    const deps = { db, clock: systemClock, publicUrl: url }
    return (await startOperatorSession(operatorActor, email, deps)).cookie
  } finally {
    await db.$disconnect()
  }
}

async function start(
  { api, upload }: StudioClient,
  photos: string[],
  options: ShootOptions,
  say: (sentence: string) => void,
): Promise<GenerationView> {
  const wanted = readWork(options)
  const assets = []
  for (const photo of photos) assets.push(await upload(photo))
  const work = { ...wanted, sourceAssetIds: assets.map(({ id }) => id) }
  const quote = await api.quotes.create.mutate(work)
  for (const item of quote.items) say(`${item.label}: ${item.count} × ${item.creditsEach} credits`)
  say(`Price: ${quote.credits} credits; pictures that fail cost nothing.`)
  return api.generations.start.mutate({ ...work, quoteId: quote.id })
}

/** Checks the options before anything is uploaded. */
function readWork(options: ShootOptions): StartGeneration {
  const read = startGenerationInput.safeParse({
    shotId: options.shot,
    prompt: options.prompt,
    modelId: options.model,
    count: Number(options.count),
    aspectRatio: options.ratio,
    imageSize: options.size,
    maxCredits: options.maxCredits === undefined ? undefined : Number(options.maxCredits),
  })
  if (read.success) return read.data
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Failure(problems.join('\n'))
}

async function watch(
  { api }: StudioClient,
  started: GenerationView,
  say: (sentence: string) => void,
): Promise<GenerationView> {
  let generation = started
  let lastSaid = ''
  while (!hasEnded(generation.status)) {
    const done = generation.outputs.filter(({ status }) => hasEnded(status)).length
    const running = generation.outputs.filter(({ status }) => status === 'running').length
    const progress = `${done} of ${generation.count} done${running ? `, ${running} in the making` : ''}…`
    if (progress !== lastSaid) say(progress)
    lastSaid = progress
    await delay(POLL_MS)
    generation = await api.generations.get.query({ id: generation.id })
  }
  return generation
}

/** Writes the pictures into a folder; a name that is taken gets a number. Answers the paths. */
async function save(
  { download }: StudioClient,
  generation: GenerationView,
  folder: string,
): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const files: string[] = []
  for (const { asset } of generation.outputs) {
    if (!asset) continue
    const path = freePath(folder, asset.fileName)
    await download(asset, path)
    files.push(path)
  }
  return files
}

function freePath(folder: string, fileName: string): string {
  const ending = extname(fileName)
  const stem = fileName.slice(0, fileName.length - ending.length)
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? fileName : `${stem} (${number})${ending}`)
    if (!existsSync(path)) return path
  }
}
