import { type GenerateContentResponseUsageMetadata, MediaModality } from '@google/genai'
import { describe, expect, it } from 'vitest'
import { measureUsage } from './usage.ts'

const PRICE = { by: 'tokens', inputPerMillion: 1.5, textPerMillion: 7.5, imagePerMillion: 30 } as const
const pictures = (tokenCount: number) => [{ modality: MediaModality.IMAGE, tokenCount }]

describe('what an answer cost', () => {
  it.each<[string, GenerateContentResponseUsageMetadata, number, number, number]>([
    [
      'a picture with thoughts: input, thoughts as text, picture tokens at their own price',
      {
        promptTokenCount: 1392,
        candidatesTokenCount: 1120,
        thoughtsTokenCount: 210,
        candidatesTokensDetails: pictures(1120),
      },
      1392,
      1330,
      // 1392 × 1.5 + 210 × 7.5 + 1120 × 30
      37_263,
    ],
    [
      'a picture with words: the words at the price of text',
      { promptTokenCount: 10, candidatesTokenCount: 1130, candidatesTokensDetails: pictures(1120) },
      10,
      1130,
      33_690,
    ],
    ['a blocked prompt: the prompt', { promptTokenCount: 1000 }, 1000, 0, 1500],
    [
      'a blocked picture: the prompt and the thoughts',
      { promptTokenCount: 1000, thoughtsTokenCount: 100 },
      1000,
      100,
      2250,
    ],
    [
      'an answer that names no kinds: all as pictures, never too low',
      { candidatesTokenCount: 1000 },
      0,
      1000,
      30_000,
    ],
    [
      'words alone: the price of text',
      {
        candidatesTokenCount: 100,
        candidatesTokensDetails: [{ modality: MediaModality.TEXT, tokenCount: 100 }],
      },
      0,
      100,
      750,
    ],
    ['nothing at all', {}, 0, 0, 0],
  ])('%s', (_, metadata, inputTokens, outputTokens, costMicroUsd) => {
    expect(measureUsage(metadata, PRICE)).toEqual({ inputTokens, outputTokens, costMicroUsd })
  })
})
