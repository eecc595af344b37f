import type { AssetView } from '@studio/core/assets'
import type { Id } from '@studio/core/kernel'
import type { Asset } from '@studio/db'

/** What is shown of an asset; its time as a `Date`, or as the ISO text already. */
export type ShownAsset = Pick<
  Asset,
  | 'id'
  | 'kind'
  | 'status'
  | 'problem'
  | 'fileName'
  | 'mime'
  | 'sizeBytes'
  | 'sha256'
  | 'widthPx'
  | 'heightPx'
  | 'hasAlpha'
  | 'durationMs'
  | 'marking'
  | 'thumbHash'
> & { createdAt: Date | string }

/** An asset row, with the generation of the output that it is, if it is one. */
export type AssetRow = Asset & { output?: { generationId: string } | null }

/** What to read with an asset so that it can be shown. */
export const withOutput = { output: { select: { generationId: true } } } as const

/** Shows an asset. Rows that are still uploading are never shown. */
export function viewAsset(asset: AssetRow): AssetView {
  return showAsset(asset, asset.output?.generationId ?? null)
}

/** As `viewAsset`, where the generation was read beside the asset. */
export function showAsset(asset: ShownAsset, generationId: string | null): AssetView {
  const file = `/api/assets/${asset.id}/file`
  return {
    id: asset.id as Id<'asset'>,
    kind: asset.kind,
    status: asset.status === 'uploading' ? 'preparing' : asset.status,
    problem: asset.problem,
    fileName: asset.fileName,
    mime: asset.mime,
    sizeBytes: asset.sizeBytes,
    sha256: asset.sha256,
    widthPx: asset.widthPx,
    heightPx: asset.heightPx,
    hasAlpha: asset.hasAlpha,
    durationMs: asset.durationMs,
    marking: asset.marking as AssetView['marking'],
    thumbHash: asset.thumbHash,
    generationId: generationId as Id<'generation'> | null,
    files: {
      thumb: `${file}?size=thumb`,
      preview: `${file}?size=preview`,
      original: `${file}?size=original`,
      download: `${file}?size=original&download=1`,
    },
    createdAt: toIso(asset.createdAt),
  }
}

function toIso(time: Date | string): string {
  return typeof time === 'string' ? time : time.toISOString()
}
