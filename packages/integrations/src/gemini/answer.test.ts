import { BlockedReason, FinishReason, GenerateContentResponse, type Part } from '@google/genai'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { judgeAnswer } from './answer.ts'

async function image(colour: string): Promise<{ bytes: Buffer; part: Part }> {
  const sheet = sharp({ create: { width: 8, height: 8, channels: 3, background: colour } })
  const bytes = await sheet.png().toBuffer()
  // The announced type is wrong on purpose: the bytes decide.
  return { bytes, part: { inlineData: { mimeType: 'image/jpeg', data: bytes.toString('base64') } } }
}

const draft = await image('red')
const final = await image('green')

function judge(finishReason: FinishReason | undefined, parts?: Part[]) {
  const candidate = { ...(finishReason && { finishReason }), ...(parts && { content: { parts } }) }
  return judgeAnswer(Object.assign(new GenerateContentResponse(), { candidates: [candidate] }))
}

describe('the picture of an answer', () => {
  it.each<[string, Part[]]>([
    ['after drafts', [draft.part, { text: 'Better:' }, final.part]],
    ['before a thought', [final.part, { ...draft.part, thought: true }]],
    [
      'among thoughts only',
      [
        { ...draft.part, thought: true },
        { ...final.part, thought: true },
      ],
    ],
  ])('is the final one %s, and its bytes say what it is', (_, parts) => {
    expect(judge(FinishReason.STOP, parts)).toEqual({
      bytes: final.bytes,
      mime: 'image/png',
      signature: null,
    })
  })

  it('keeps the signature of its own part, whatever drafts were signed with', () => {
    const drafted = { ...draft.part, thoughtSignature: 'draft' }
    expect(judge(FinishReason.STOP, [drafted, { ...final.part, thoughtSignature: 'final' }])).toHaveProperty(
      'signature',
      'final',
    )
  })

  it.each([FinishReason.MAX_TOKENS, FinishReason.OTHER, undefined])(
    'is taken when it is whole, although it ended for %s',
    (reason) => {
      expect(judge(reason, [final.part])).toHaveProperty('mime', 'image/png')
    },
  )

  it('is never taken out of an answer that was blocked', () => {
    expect(judge(FinishReason.IMAGE_SAFETY, [draft.part])).toHaveProperty('code', 'blocked_output')
    const answer = Object.assign(new GenerateContentResponse(), {
      promptFeedback: { blockReason: BlockedReason.OTHER },
      candidates: [{ finishReason: FinishReason.STOP, content: { parts: [final.part] } }],
    })
    expect(judgeAnswer(answer)).toHaveProperty('code', 'blocked_prompt')
  })

  it.each([
    ['no parts', []],
    ['no content', undefined],
    ['an empty picture', [{ inlineData: { mimeType: 'image/png', data: '' } }]],
  ])('is missing when there is %s', (_, parts) => {
    expect(judge(FinishReason.STOP, parts)).toHaveProperty('code', 'no_image')
  })
})
