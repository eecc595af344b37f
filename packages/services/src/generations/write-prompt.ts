import type { SettledWork } from '@studio/core/quotes'
import { composePrompt } from '@studio/core/shots'
import type { Database } from '@studio/db'
import { readBrandWords } from '../brand-kits/index.ts'
import { notYetShown, readConversation } from './conversation.ts'

/**
 * The full prompt of a piece of work. Where the provider goes on from its own earlier answers it speaks of what is
 * shown now alone: the rest is in the conversation.
 */
export async function writePrompt(db: Database, accountId: string, work: SettledWork): Promise<string> {
  const { shot, words, options, model, refinesOutputId } = work
  const turns = await readConversation(db, { refinesOutputId, modelId: model.id })
  const sources = work.sourceAssetIds.map((assetId, index) => ({ assetId, role: work.sourceRoles[index] }))
  return composePrompt({
    ...{ shot, words, options },
    roles: notYetShown(sources, turns).map(({ role }) => role ?? 'product'),
    brand: options.plainPrompt ? null : await readBrandWords(db, accountId),
    makes: model.makes,
    isRefinement: refinesOutputId !== null,
  })
}
