import { z } from 'zod'

/** What a token may be allowed to do, each in a sentence for the person who chooses. */
export const SCOPES = {
  'assets:read': 'See the library and download files.',
  'assets:write': 'Upload files and delete them for good.',
  'generations:read': 'See generations, their outputs and recipes.',
  'generations:write': 'Ask for prices, start, cancel and delete generations. This spends credits.',
  'credits:read': 'See the balance and the statement.',
  'stores:read': 'See connected stores and their products.',
  'stores:publish': 'Change the pictures of products in a store, and undo it.',
  'exports:write': 'Make archives of everything in the account and download them.',
  'webhooks:write': 'Choose where events are sent, and send them again.',
} as const

/** One thing that a token may be allowed to do. */
export type Scope = keyof typeof SCOPES

/** A scope at a door. */
export const scopeSchema = z.enum(Object.keys(SCOPES) as [Scope, ...Scope[]], {
  error: ({ input }) => `There is no scope "${input}". There are ${Object.keys(SCOPES).join(', ')}.`,
})
