/** The most items that any batch has, whatever the plan. */
export const MAX_BATCH_ITEMS = 50_000

/** The most products that one batch names. */
export const MAX_BATCH_PRODUCTS = 10_000
