import { type FailureCode, failureWords } from '../generations/index.ts'

/** Where looking at a photo fails otherwise than making one. */
const WORDS: Partial<Record<FailureCode, string>> = {
  blocked_prompt: '{provider} declined to look at this photo (safety). You can describe it yourself.',
  blocked_output: '{provider} declined to describe this photo (safety). You can describe it yourself.',
  blocked_recitation: '{provider} held its description back. You can describe the photo yourself.',
  bad_answer: '{provider} gave no description that can be used. Try again, or describe the photo yourself.',
  model_gone: '{provider} no longer serves the model that looks at photos. Tell the operator.',
  refused_request: '{provider} did not accept this photo. You can describe it yourself.',
  source_unreadable: 'This picture is damaged and cannot be read.',
}

/** The sentence for the person: why a photo has not been analysed. */
export function analysisFailureWords(code: FailureCode, providerName: string): string {
  return WORDS[code]?.replaceAll('{provider}', providerName) ?? failureWords(code, providerName)
}
