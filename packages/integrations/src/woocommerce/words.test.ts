import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeEntities, encodeAlt, readName } from './words.ts'

describe('words of WordPress', () => {
  it.each([
    ['Salt &amp; stone', 'Salt & stone'],
    ['12&nbsp;cm &#8211; &#x201C;new&#x201D;', '12\u00a0cm – “new”'],
    ['a &b; &unknown; &#0; &#9999999; & c', 'a &b; &unknown; &#0; &#9999999; & c'],
    ['&amp;lt;', '&lt;'],
  ])('are read as people read them (%s)', (html, text) => {
    expect(decodeEntities(html)).toBe(text)
  })

  it('are read without tags where they are a name', () => {
    expect(readName(' <b>Mug</b> &amp; spoon<br>')).toBe('Mug & spoon')
  })

  it('hold nothing that WordPress would take away, and mean the same', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '&',
      '&amp;',
      '&#60;',
      '%41',
      '\\',
      '  ',
      '\n',
      'ü',
      '☕',
      'a',
      ' ',
      ';',
      '#',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        const alt = parts.join('')
        const sent = encodeAlt(alt)
        expect(sent).not.toMatch(/[<\\\r\n\t]|%[0-9a-f]{2}| {2}|^ | $/i)
        expect(decodeEntities(sent)).toBe(alt)
      }),
    )
  })
})
