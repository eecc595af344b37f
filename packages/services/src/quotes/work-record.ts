import { createHash } from 'node:crypto'
import type { SettledWork } from '@studio/core/quotes'

/** A piece of work as its fingerprint and a generation know it: every choice settled, in a fixed order of fields. */
export function workRecord(work: SettledWork) {
  return {
    shotId: work.shot?.id ?? null,
    shotVersion: work.shot?.version ?? null,
    words: work.words,
    modelId: work.model.id,
    sourceAssetIds: [...work.sourceAssetIds],
    sourceRoles: [...work.sourceRoles],
    refinesOutputId: work.refinesOutputId,
    options: work.options,
    count: work.count,
    aspectRatio: work.aspectRatio,
    imageSize: work.imageSize,
  }
}

/** A fingerprint of a piece of work: two requests are the same work when it is the same. */
export function hashWork(work: unknown): string {
  return createHash('sha256').update(canonicalJson(work)).digest('hex')
}

/** JSON with sorted keys: the order in which fields are given says nothing. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
