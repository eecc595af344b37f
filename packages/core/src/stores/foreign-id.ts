import { z } from 'zod'

/** An id that a store's platform gave: a number, at Shopify with its kind in front (`gid://shopify/Product/4711`). */
export const foreignIdSchema = z
  .string()
  .regex(/^(gid:\/\/shopify\/[A-Za-z]{1,40}\/)?\d{1,20}$/, 'Expected an id as the store gives it.')
