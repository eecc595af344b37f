import type { GenerateContentResponseUsageMetadata } from '@google/genai'
import type { ProviderPrice } from '@studio/core/models'
import type { ProviderUsage } from '../picture-provider/index.ts'

/** A price by the token. */
export type TokenPrice = Extract<ProviderPrice, { by: 'tokens' }>

/** What an answer used up that did not say. */
export const NO_USAGE: ProviderUsage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 }

/**
 * What an answer used up, from its own count. Thoughts are paid like text; pictures have their own price.
 * Where the answer does not say which of its tokens are pictures, all count as pictures, so that a cost may be
 * stated too high, never too low. Source: ai.google.dev/gemini-api/docs/pricing.
 */
export function measureUsage(
  metadata: GenerateContentResponseUsageMetadata,
  price: TokenPrice,
): ProviderUsage {
  const inputTokens = (metadata.promptTokenCount ?? 0) + (metadata.toolUsePromptTokenCount ?? 0)
  const answerTokens = metadata.candidatesTokenCount ?? 0
  const pictureTokens =
    metadata.candidatesTokensDetails
      ?.filter(({ modality }) => modality === 'IMAGE')
      .reduce((sum, { tokenCount = 0 }) => sum + tokenCount, 0) ?? answerTokens
  const textTokens = Math.max(0, answerTokens - pictureTokens) + (metadata.thoughtsTokenCount ?? 0)
  // US dollars per million tokens are millionths of a dollar per token.
  const costMicroUsd = Math.round(
    inputTokens * price.inputPerMillion +
      textTokens * price.textPerMillion +
      pictureTokens * price.imagePerMillion,
  )
  return { inputTokens, outputTokens: textTokens + pictureTokens, costMicroUsd }
}
