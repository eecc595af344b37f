import { IMAGE_SIZES } from '@studio/core/models'
import { MAX_OUTPUTS } from '@studio/core/quotes'
import { z } from 'zod'

/** The choices that people make once and keep: remembered in this browser only. */
const preferencesSchema = z.object({
  modelId: z.string().optional().catch(undefined),
  imageSize: z.enum(IMAGE_SIZES).optional().catch(undefined),
  count: z.number().int().min(1).max(MAX_OUTPUTS).optional().catch(undefined),
})

/** The remembered choices; whatever is missing or no longer makes sense is undefined. */
export type Preferences = z.infer<typeof preferencesSchema>

const STORAGE_KEY = 'studio.create'

/** Reads what was chosen last time. */
export function readPreferences(): Preferences {
  try {
    const parsed = preferencesSchema.safeParse(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}'))
    return parsed.success ? parsed.data : {}
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
