import { createHash } from 'node:crypto'
import { assetKey, FILE_ENDINGS } from '@studio/core/assets'
import { type AiMarking, markingAfter } from '@studio/core/generations'
import type { MadePicture } from '@studio/integrations/picture-provider'
import { sizeOf, storeDerivatives } from '../assets/index.ts'
import type { Deps } from '../kernel/index.ts'
import type { ClaimedOutput } from './claim-output.ts'
import { assetIdOf } from './remove-leftovers.ts'
import type { OutputAsset } from './settle-output.ts'

type StoreDeps = Pick<Deps, 'store' | 'pictures'>

/**
 * Stores what a provider made, marked: the file itself, its small ones, and the mask of its cut-out.
 * @throws PictureUnreadable for damaged bytes
 */
export async function storePicture(
  output: ClaimedOutput,
  made: MadePicture,
  deps: StoreDeps,
): Promise<OutputAsset> {
  const id = assetIdOf(output.id)
  const { accountId, attempt } = output
  const place = { accountId, id, attempt }
  const marking = markingAfter(made.marking, markingsOf(output))
  const [original, derivatives] = await Promise.all([
    deps.pictures.mark(made.bytes, made.mime, marking),
    deps.pictures.derive(made.bytes, marking),
  ])
  const facts = { mime: made.mime, sizeBytes: original.byteLength }
  await Promise.all([
    deps.store.put(assetKey(place, 'original'), original, facts),
    storeDerivatives(place, derivatives, deps),
    made.cutOut && storeMask(place, made.cutOut.maskPng, deps),
  ])
  const sha256 = createHash('sha256').update(original).digest('hex')
  const fileName = nameFor(output, made.mime)
  return { id, attempt, fileName, sha256, marking, ...facts, ...sizeOf(derivatives) }
}

function storeMask(
  place: Parameters<typeof assetKey>[0],
  mask: Uint8Array,
  { store }: Pick<Deps, 'store'>,
): Promise<void> {
  return store.put(assetKey(place, 'mask'), mask, { mime: 'image/png', sizeBytes: mask.byteLength })
}

function markingsOf({ generation }: ClaimedOutput): (AiMarking | null)[] {
  return generation.sources.map(({ asset }) => (asset?.marking ?? null) as AiMarking | null)
}

/** A name a person can file: the source's own, the shot, and which one of them it is. */
function nameFor({ generation, index }: ClaimedOutput, mime: string): string {
  const source = generation.sources[0]?.asset?.fileName.replace(/\.[a-z0-9]{2,5}$/i, '')
  const what = [source, generation.shotId ?? 'picture', index + 1].filter(Boolean).join('-')
  return `${what}.${FILE_ENDINGS[mime] ?? 'img'}`
}
