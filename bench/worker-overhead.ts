import { workSchema } from '@studio/core/quotes'
import { makeOutput, startGeneration } from '@studio/services/generations'
import { systemActor } from '@studio/services/kernel'
import { readPhoto } from '@studio/services/testing'
import { withStudio } from './support/bench-studio.ts'
import { report, timeMs } from './support/figures.ts'

/**
 * What one output costs beside the provider and sharp: claiming, reading, hashing, storing (with its syncs to disk)
 * and settling. Two arms in turn: the use case with a provider that answers at once, and only the work of sharp
 * on the same bytes. Goal of the product: at most 50 ms.
 */
const ROUNDS = 40

await withStudio(async (studio) => {
  const { pictures } = studio.deps
  const merchant = await studio.makeAccount(ROUNDS * 2)
  const photo = await readPhoto()
  const source = await studio.upload(merchant, photo)
  await studio.jobs.runDue()
  const usage = { inputTokens: 1, outputTokens: 1, costMicroUsd: 1 }
  const unmarked = { marking: 'generated', signature: null, cutOut: null } as const
  const made = { bytes: photo, mime: 'image/jpeg', modelVersion: 'instant', usage, ...unmarked }
  const { gemini } = studio.deps.providers
  const providers = {
    ...studio.deps.providers,
    gemini: { ...gemini, makePicture: () => Promise.resolve(made) },
  }
  const deps = { ...studio.deps, providers }
  const work = workSchema.parse({ shotId: 'white-hero', sourceAssetIds: [source.id] })
  const signal = new AbortController().signal

  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { outputs } = await startGeneration(merchant, { ...work, maxCredits: 2 }, deps)
    const outputId = outputs[0]?.id ?? ''
    ours.push(await timeMs(() => makeOutput(systemActor, { outputId, turn: 0, signal }, deps)))
    bare.push(
      await timeMs(async () => {
        await pictures.prepareSource(photo)
        await Promise.all([
          pictures.mark(photo, 'image/jpeg', 'generated'),
          pictures.derive(photo, 'generated'),
        ])
      }),
    )
  }
  report('one output through the use case', ours, 'ms')
  report('only the work of sharp', bare, 'ms')
  report(
    'overhead of an output',
    ours.map((ms, round) => ms - (bare[round] ?? 0)),
    'ms',
    '50',
  )
})
