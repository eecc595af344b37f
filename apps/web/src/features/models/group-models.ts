import type { ModelView } from '@studio/core/models'

/** Models of one provider, or those that nobody serves any more. */
export type ModelGroup = { id: string; heading: string; words: string; models: ModelView[] }

const PROVIDERS = [
  {
    id: 'local',
    heading: 'Local studio',
    words: 'Works on your product’s own pixels, on this installation. Nothing leaves it, and it is free.',
  },
  {
    id: 'gemini',
    heading: 'Gemini',
    words: 'Google’s picture models. They see the photos you choose for a picture, and nothing else.',
  },
  {
    id: 'kling',
    heading: 'Kling',
    words: 'Pictures and short videos. It sees the photos you choose for them, and nothing else.',
  },
] as const

/** The models by provider, those that can be used first; retired ones are history at the end. */
export function groupModels(models: readonly ModelView[]): ModelGroup[] {
  const groups = PROVIDERS.map(({ id, heading, words }) => {
    const members = models.filter(({ provider, isServed }) => provider === id && isServed)
    const isHere = members.some(({ isAvailable }) => isAvailable)
    return {
      ...{ id, heading, models: members },
      words: isHere ? words : `${words} Not set up in this studio: its operator can add a key.`,
    }
  })
  const retired = {
    id: 'retired',
    heading: 'Retired',
    words: 'Their makers serve them no longer. Pictures that were made with them stay.',
    models: models.filter(({ isServed }) => !isServed),
  }
  return [...groups, retired].filter(({ models: members }) => members.length > 0)
}
