import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { RETENTION_RULES } from '../retention/index.ts'
import { POLICY_UPDATED_ON, PRIVACY_CONTACT, PRIVACY_POLICY } from './policy.ts'
import { policyAsText } from './write-policy.ts'

const sentences = PRIVACY_POLICY.flatMap((section) => section.sentences)

describe('the privacy policy', () => {
  it('does not change without its date: change the date and this fingerprint together', () => {
    const words = sentences.map(({ text }) => text).join('\n')
    const fingerprint = bytesToHex(sha256(new TextEncoder().encode(words))).slice(0, 16)
    expect([POLICY_UPDATED_ON, fingerprint]).toEqual(['2026-11-23', 'cf9bb3117efc8198'])
  })

  it.each(sentences)('says $id once, in one whole sentence', ({ id, text }) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(sentences.filter((other) => other.id === id)).toHaveLength(1)
    expect(text).toMatch(/^[A-Z].+\.$/)
  })

  it('says who answers for the data, and where to write', () => {
    expect(sentences.find(({ id }) => id === 'operator')?.text).toContain('whoever runs it')
    expect(PRIVACY_CONTACT).toBe('support@nanostudiopro.com')
    expect(policyAsText()).toContain(PRIVACY_CONTACT)
  })

  it('takes its times from the rules that remove things', () => {
    const days = (keepMs: number) => `${keepMs / 86_400_000} days`
    const { abandonedUpload, requestLog, export: archive, receipt } = RETENTION_RULES
    expect(abandonedUpload.keepMs).toBe(24 * 3_600_000)
    const text = policyAsText()
    expect(text).toContain('Uploads that never finished are removed after 24 hours')
    expect(text).toContain(`which token made it, for ${days(requestLog.keepMs)};`)
    expect(text).toContain(`and is removed after ${days(archive.keepMs)}.`)
    expect(text).toContain(`is itself removed after ${days(receipt.keepMs)}.`)
  })

  it('says that backups are the operator’s, for the program does not know of them', () => {
    expect(policyAsText()).toContain('ask how long they are kept')
  })

  it('can be read as plain text, whole and numbered', () => {
    const text = policyAsText()
    for (const sentence of sentences) expect(text).toContain(`  ${sentence.text}\n`)
    expect(text).toContain(`Last updated: ${POLICY_UPDATED_ON}`)
    expect(text).toContain('\n1.1  ')
  })
})
