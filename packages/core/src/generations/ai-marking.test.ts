import { describe, expect, it } from 'vitest'
import { type AiMarking, aiMarkingXmp, findMarking, markingAfter } from './ai-marking.ts'

describe('the AI marking', () => {
  it.each([
    ['generated', 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'],
    ['composite', 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia'],
    ['enhanced', 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced'],
  ] as const)('of a %s picture names the IPTC source type %s', (marking, source) => {
    expect(aiMarkingXmp(marking)).toContain(
      `<Iptc4xmpExt:DigitalSourceType>${source}</Iptc4xmpExt:DigitalSourceType>`,
    )
  })

  it('is an XMP packet with the marks that readers look for', () => {
    const xmp = aiMarkingXmp('generated')
    expect(xmp).toMatch(/^<\?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"\?>/)
    expect(xmp).toMatch(/<\?xpacket end="w"\?>$/)
    expect(xmp).toContain('xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"')
  })

  it('closes every element it opens, in order', () => {
    const open: string[] = []
    for (const [, slash, name] of aiMarkingXmp('composite').matchAll(/<(\/?)([\w:]+)[^>]*>/g)) {
      if (slash) expect(open.pop()).toBe(name)
      else if (name) open.push(name)
    }
    expect(open).toEqual([])
  })
})

describe('the marking of a picture made from others', () => {
  it.each<[string, AiMarking, (AiMarking | null)[], AiMarking]>([
    ['from photos is that of the step', 'enhanced', [null, null], 'enhanced'],
    ['from nothing is that of the step', 'generated', [], 'generated'],
    [
      'placed by hand, from what a model drew, stays drawn by a model',
      'enhanced',
      ['generated'],
      'generated',
    ],
    ['placed by hand, from a composite, stays a composite', 'enhanced', [null, 'composite'], 'composite'],
    [
      'drawn by a model, from what was placed by hand, is drawn by a model',
      'generated',
      ['enhanced'],
      'generated',
    ],
  ])('%s', (_what, own, sources, marking) => {
    expect(markingAfter(own, sources)).toBe(marking)
  })
})

describe('the marking of a file from elsewhere', () => {
  const CODES = 'http://cv.iptc.org/newscodes/digitalsourcetype/'
  it.each<[string, string, AiMarking | null]>([
    ['as we write it', aiMarkingXmp('composite'), 'composite'],
    [
      'in an attribute',
      `<rdf:Description a:DigitalSourceType="${CODES}trainedAlgorithmicMedia"/>`,
      'generated',
    ],
    ['as a resource', `<a:DigitalSourceType rdf:resource='${CODES}compositeSynthetic'/>`, 'composite'],
    ['of a camera', `<a:DigitalSourceType>${CODES}digitalCapture</a:DigitalSourceType>`, null],
    ['of nothing', '<x:xmpmeta/>', null],
    [
      'of several parts',
      `<a:DigitalSourceType>${CODES}digitalCapture</a:DigitalSourceType><b>…</b><a:DigitalSourceType>${CODES}trainedAlgorithmicMedia</a:DigitalSourceType>`,
      'generated',
    ],
  ])('is read %s', (_how, xmp, marking) => {
    expect(findMarking(xmp)).toBe(marking)
  })
})
