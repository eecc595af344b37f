import { z } from 'zod'
import type { KlingOptions } from './kling.ts'

/** The variables that say how to reach Kling; see `.env.example`. Without keys its models are not offered. */
export const klingVariables = z
  .object({
    KLING_API_KEY: z.string().min(1).optional(),
    KLING_ACCESS_KEY: z.string().min(1).optional(),
    KLING_SECRET_KEY: z.string().min(1).optional(),
    /** Another address that speaks Kling's protocol: the other region, a proxy, or a stand-in on this machine. */
    KLING_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** What Kling signs its callbacks with, as its console shows it. */
    KLING_WEBHOOK_SECRET: z
      .string()
      .regex(/^(whsec_)?[A-Za-z0-9+/]{8,}={0,2}$/, 'Expected whsec_ and base64, as the console shows it')
      .optional(),
    /** How long one call may take; a task takes many calls. */
    KLING_TIMEOUT_MS: z.coerce.number().int().min(1000).max(300_000).default(60_000),
  })
  .refine(
    ({ KLING_ACCESS_KEY: id, KLING_SECRET_KEY: secret }) => (id === undefined) === (secret === undefined),
    {
      path: ['KLING_SECRET_KEY'],
      error: 'KLING_ACCESS_KEY and KLING_SECRET_KEY belong together: set both, or neither',
    },
  )

/** How to reach Kling, as the variables say; null without keys. The API key is taken where both are there. */
export function toKlingOptions(env: z.infer<typeof klingVariables>): KlingOptions | null {
  const { KLING_API_KEY: apiKey, KLING_ACCESS_KEY: accessKey, KLING_SECRET_KEY: secretKey } = env
  const rest = {
    timeoutMs: env.KLING_TIMEOUT_MS,
    ...(env.KLING_BASE_URL && { baseUrl: env.KLING_BASE_URL }),
  }
  if (apiKey) return { apiKey, ...rest }
  return accessKey && secretKey ? { accessKey, secretKey, ...rest } : null
}
