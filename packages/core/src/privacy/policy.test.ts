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
    expect([POLICY_UPDATED_ON, fingerprint]).toEqual(['2026-11-22', '5305d3141994a505'])
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
    expect(RETENTION_RULES.abandonedUpload.keepMs).toBe(24 * 3_600_000)
    expect(policyAsText()).toContain('Uploads that never finished are removed after 24 hours')
  })

  it('can be read as plain text, whole and numbered', () => {
    const text = policyAsText()
    for (const sentence of sentences) expect(text).toContain(`  ${sentence.text}\n`)
    expect(text).toContain(`Last updated: ${POLICY_UPDATED_ON}`)
    expect(text).toContain('\n1.1  ')
  })
})
