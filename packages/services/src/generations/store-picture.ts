import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { assetKey, FILE_ENDINGS } from '@studio/core/assets'
import { type AiMarking, markingAfter } from '@studio/core/generations'
import { findShot } from '@studio/core/shots'
import { ObjectMissing } from '@studio/integrations/object-store'
import type { MadePicture } from '@studio/integrations/picture-provider'
import type { Derivatives, VideoDerivatives } from '@studio/integrations/pictures'
import { sizeOf, storeDerivatives } from '../assets/index.ts'
import type { Deps } from '../kernel/index.ts'
import type { ClaimedOutput } from './claim-output.ts'
import { assetIdOf } from './remove-leftovers.ts'
import type { OutputAsset } from './settle-output.ts'

type StoreDeps = Pick<Deps, 'store' | 'pictures'>

/**
 * Stores what a provider made, marked: the file itself, its small ones (of a video its first frame), and the mask of
 * its cut-out.
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
    derive(output, made, marking, deps),
  ])
  const facts = { mime: made.mime, sizeBytes: original.byteLength }
  await Promise.all([
    deps.store.put(assetKey(place, 'original'), original, facts),
    storeDerivatives(place, derivatives, deps),
    made.cutOut && storeMask(place, made.cutOut.maskPng, marking, deps),
  ])
  const sha256 = createHash('sha256').update(original).digest('hex')
  const fileName = nameFor(output, made.mime)
  const durationMs = 'durationMs' in derivatives ? derivatives.durationMs : null
  return { id, attempt, fileName, sha256, marking, durationMs, ...facts, ...sizeOf(derivatives) }
}

async function derive(
  output: ClaimedOutput,
  { bytes, mime }: MadePicture,
  marking: AiMarking,
  deps: StoreDeps,
): Promise<Derivatives | VideoDerivatives> {
  if (mime !== 'video/mp4') return deps.pictures.derive(bytes, marking)
  const firstFrame = await readFirstSource(output, deps)
  return deps.pictures.deriveVideo(bytes, { marking, firstFrame })
}

/** A video begins with its source; that picture stands in for the first frame where no video can be decoded. */
async function readFirstSource(
  { generation }: ClaimedOutput,
  { store }: Pick<Deps, 'store'>,
): Promise<Uint8Array | undefined> {
  const asset = generation.sources[0]?.asset
  if (!asset || asset.deletedAt) return undefined
  try {
    return await buffer((await store.get(assetKey(asset, 'original'))).body)
  } catch (error) {
    if (error instanceof ObjectMissing) return undefined
    throw error
  }
}

async function storeMask(
  place: Parameters<typeof assetKey>[0],
  maskPng: Uint8Array,
  marking: AiMarking,
  { store, pictures }: StoreDeps,
): Promise<void> {
  const mask = await pictures.mark(maskPng, 'image/png', marking)
  await store.put(assetKey(place, 'mask'), mask, { mime: 'image/png', sizeBytes: mask.byteLength })
}

function markingsOf({ generation }: ClaimedOutput): (AiMarking | null)[] {
  return generation.sources.map(({ asset }) => (asset?.marking ?? null) as AiMarking | null)
}

/** A name a person can file: the source's own, the catalogue's shot, and which one of them it is. */
function nameFor({ generation, index }: ClaimedOutput, mime: string): string {
  const source = generation.sources[0]?.asset?.fileName.replace(/\.[a-z0-9]{2,5}$/i, '')
  const what = [source, findShot(generation.shotId ?? '')?.id ?? 'picture', index + 1]
    .filter(Boolean)
    .join('-')
  return `${what}.${FILE_ENDINGS[mime] ?? 'img'}`
}
