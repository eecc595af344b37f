import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { emailSchema } from '@studio/core/accounts'
import { type GenerationView, hasEnded, type StartGeneration } from '@studio/core/generations'
import { systemClock } from '@studio/core/kernel'
import { openDatabase } from '@studio/db'
import { startOperatorSession } from '@studio/services/accounts'
import { operatorActor } from '@studio/services/kernel'
import { Command } from 'commander'
import { checkArgument } from '../check-argument.ts'
import { createClient, type StudioClient } from '../client.ts'
import { describeFailure, Failure } from '../failure.ts'
import { studioHome } from '../launch/home.ts'
import { type StudioAddress, withStudio } from '../launch/with-studio.ts'
import { checkPhotos } from '../shoot/check-photos.ts'
import { preparePicturesFolder, savePictures } from '../shoot/pictures-folder.ts'
import { readWork, type WorkOptions } from '../shoot/read-work.ts'

type ShootOptions = WorkOptions & { out: string; account?: string; json?: boolean }
type Say = (sentence: string) => void

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
  checkPhotos(photos)
  const work = readWork(photos.length, options, systemClock.now())
  const email = options.account === undefined ? undefined : checkArgument(emailSchema, options.account)
  const folder = resolve(options.out)
  preparePicturesFolder(folder)
  const say: Say = options.json ? () => {} : (sentence) => console.error(sentence)

  const { generation, files } = await withStudio({ homeDir: studioHome(), report: say }, async (studio) => {
    const client = createClient(studio.url, await signIn(studio, email))
    try {
      return await makePictures(client, { photos, work, folder }, studio, say)
    } finally {
      // A studio that is gone cannot be told; what matters has been said already.
      await client.api.auth.signOut.mutate().catch(() => {})
    }
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

async function signIn({ publicUrl, databaseUrl }: StudioAddress, email: string | undefined): Promise<string> {
  const db = openDatabase({ url: databaseUrl })
  try {
    const deps = { db, clock: systemClock, publicUrl }
    return (await startOperatorSession(operatorActor, email, deps)).cookie
  } finally {
    await db.$disconnect()
  }
}

type Shoot = { photos: string[]; work: StartGeneration; folder: string }

async function makePictures(client: StudioClient, shoot: Shoot, studio: StudioAddress, say: Say) {
  const { signal } = studio
  let started: GenerationView | undefined
  try {
    started = await start(client, shoot, signal, say)
    say(`Generation ${started.id} has started.`)
    const generation = await watch(client, started, signal, say)
    return { generation, files: await savePictures(client, generation, shoot.folder, signal) }
  } catch (error) {
    if (!started) throw signal.aborted ? new Failure('Stopped. Nothing was charged.') : error
    if (signal.aborted) throw new Failure(await stopGeneration(client, started, studio))
    if (error instanceof Failure) throw error
    throw new Failure(`${describeFailure(error)}\nLook at generation ${started.id} in the library.`)
  }
}

async function start(
  { api, upload }: StudioClient,
  { photos, work: wanted }: Shoot,
  signal: AbortSignal,
  say: Say,
): Promise<GenerationView> {
  const assets = []
  for (const photo of photos) assets.push(await upload(photo, signal))
  const work = { ...wanted, sourceAssetIds: assets.map(({ id }) => id) }
  const quote = await api.quotes.create.mutate(work, { signal })
  for (const item of quote.items) say(`${item.label}: ${item.count} × ${item.creditsEach} credits`)
  say(`Price: ${quote.credits} credits; pictures that fail cost nothing.`)
  signal.throwIfAborted()
  // Not interrupted: whether it started must be known.
  return api.generations.start.mutate({ ...work, quoteId: quote.id })
}

async function watch(
  { api }: StudioClient,
  started: GenerationView,
  signal: AbortSignal,
  say: Say,
): Promise<GenerationView> {
  let generation = started
  let lastSaid = ''
  while (!hasEnded(generation.status)) {
    const done = generation.outputs.filter(({ status }) => hasEnded(status)).length
    const running = generation.outputs.filter(({ status }) => status === 'running').length
    const progress = `${done} of ${generation.count} done${running ? `, ${running} in the making` : ''}…`
    if (progress !== lastSaid) say(progress)
    lastSaid = progress
    await delay(POLL_MS, undefined, { signal })
    generation = await api.generations.get.query({ id: generation.id }, { signal })
  }
  return generation
}

/** After Ctrl-C: cancels what has not begun, and says what becomes of the rest. */
async function stopGeneration(
  { api }: StudioClient,
  { id }: GenerationView,
  { isOwn }: StudioAddress,
): Promise<string> {
  // Nothing left to cancel is no error here.
  await api.generations.cancel.mutate({ id }).catch(() => {})
  const { outputs, credits } = await api.generations.get.query({ id })
  const count = (wanted: string) => outputs.filter(({ status }) => status === wanted).length
  const [cancelled, running] = [count('cancelled'), outputs.filter(({ status }) => !hasEnded(status)).length]
  return [
    `Stopped. Generation ${id}: ${count('succeeded')} made (${credits.charged} credits), ${cancelled} cancelled and not charged.`,
    running > 0 &&
      `${running} in the making ${isOwn ? 'is finished while the studio stops, else at the next start' : 'goes on in the running studio'}, and is charged only if it succeeds.`,
    'What is made is in the library.',
  ]
    .filter(Boolean)
    .join(' ')
}
