import { IMAGE_SIZES, type ImageSize } from '@studio/core/models'
import { MAX_OUTPUTS } from '@studio/core/quotes'

/** The choices that people make once and keep: remembered in this browser only. */
export type Preferences = { modelId?: string; imageSize?: ImageSize; count?: number }

const STORAGE_KEY = 'studio.create'

/** Reads what was chosen last time; whatever is missing or no longer makes sense is left out. */
export function readPreferences(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    const { modelId, imageSize, count } = stored as Record<string, unknown>
    const knownSize = IMAGE_SIZES.find((size) => size === imageSize)
    const isCount = typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= MAX_OUTPUTS
    return {
      ...(typeof modelId === 'string' && { modelId }),
      ...(knownSize && { imageSize: knownSize }),
      ...(isCount && { count }),
    }
  } catch {
    return {}
  }
}

/** Remembers choices for next time. */
export function rememberPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences))
  } catch {
    // Storage is closed to us: the choices hold for this visit.
  }
}
