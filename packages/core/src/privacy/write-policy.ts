import { POLICY_UPDATED_ON, PRIVACY_POLICY } from './policy.ts'

/** The whole policy as plain text, its sentences numbered as on the page. */
export function policyAsText(): string {
  const sections = PRIVACY_POLICY.map(({ title, sentences }, part) => {
    const lines = sentences.map(({ text }, at) => `${part + 1}.${at + 1}  ${text}`)
    return [`${part + 1}. ${title}`, ...lines].join('\n')
  })
  return ['Studio Pro: privacy policy', `Last updated: ${POLICY_UPDATED_ON}`, ...sections, ''].join('\n\n')
}
