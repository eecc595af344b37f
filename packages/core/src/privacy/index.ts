export type { PolicySection, PolicySentence } from './policy.ts'
export { POLICY_UPDATED_ON, PRIVACY_CONTACT, PRIVACY_POLICY } from './policy.ts'
export { policyAsText } from './write-policy.ts'
