import { z } from 'zod'

/** An account's credits as the doors show them. */
export const creditsView = z.object({
  available: z.number().int().describe('Credits you can spend now.'),
  held: z.number().int().describe('Credits set aside for work that is running.'),
})

/** An account's credits as the doors show them. */
export type CreditsView = z.infer<typeof creditsView>
