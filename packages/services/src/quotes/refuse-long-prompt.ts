import { DomainError } from '@studio/core/kernel'
import type { SettledWork } from '@studio/core/quotes'
import { composePrompt } from '@studio/core/shots'
import { readBrandWords } from '../brand-kits/index.ts'
import type { Deps } from '../kernel/index.ts'

/**
 * Refuses work whose whole prompt, with what the shot and the brand add to a person's words, is longer than its model
 * takes: made, it could only fail.
 * @throws DomainError `invalid_input` that says by how many characters
 */
export async function refuseLongPrompt(
  accountId: string,
  { shot, words, options, model, sourceRoles, refinesOutputId }: SettledWork,
  { db }: Pick<Deps, 'db'>,
): Promise<void> {
  const { maxPromptCharacters } = model
  if (maxPromptCharacters === null) return
  const prompt = composePrompt({
    ...{ shot, words, options, roles: sourceRoles },
    brand: options.plainPrompt ? null : await readBrandWords(db, accountId),
    makes: model.makes,
    isRefinement: refinesOutputId !== null,
  })
  const excess = prompt.length - maxPromptCharacters
  if (excess <= 0) return
  throw new DomainError(
    'invalid_input',
    `Shorten your words by ${excess} characters: with what the shot and your brand add, ${model.name} takes no more. Other models may.`,
    { excess },
  )
}
