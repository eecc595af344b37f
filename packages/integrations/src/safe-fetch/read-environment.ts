import { z } from 'zod'

const isOrigin = (text: string) =>
  /^https?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.origin === text

/** The variables of the guard for addresses that users give; see `.env.example`. */
export const safeFetchVariables = z.object({
  SAFE_FETCH_ALLOW: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .refine((origins) => origins.every(isOrigin), {
      error: 'Expected origins such as http://localhost:4000, with commas between and no slash at the end',
    }),
})
