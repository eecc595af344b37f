import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateFileName } from 'yauzl'
import { nameEntries, safeEntryName } from './name-entries.ts'

describe('the name of an entry', () => {
  it.each([
    ['assets/white mug.jpg', 'assets/white mug.jpg'],
    ['日本/ünïcode 🎉.png', '日本/ünïcode 🎉.png'],
    ['../../etc/passwd', 'etc/passwd'],
    ['/etc/passwd', 'etc/passwd'],
    ['..\\..\\windows\\system.ini', 'windows/system.ini'],
    ['C:\\autoexec.bat', 'C_/autoexec.bat'],
    ['a/./b/../c.jpg', 'a/b/c.jpg'],
    ['photo.jpg\0.exe', 'photo.jpg_.exe'],
    ['two\nlines.txt', 'two_lines.txt'],
    ['\u202egpj.exe', '_gpj.exe'],
    ['half \ud83d pair.jpg', 'half _ pair.jpg'],
    ['what? "this": <that>|*.jpg', 'what_ _this__ _that___.jpg'],
    ['aux.json', '_aux.json'],
    ['folder/NUL', 'folder/_NUL'],
    ['dots and spaces. . ', 'dots and spaces'],
    ['', 'unnamed'],
    ['/../', 'unnamed'],
    ['e\u0301.jpg', 'é.jpg'],
  ])('%j is made %j', (wanted, safe) => {
    expect(safeEntryName(wanted)).toBe(safe)
  })

  it('is cut between characters where it is too long, and keeps its type', () => {
    const safe = safeEntryName(`${'👩‍👩‍👧'.repeat(40)}.jpeg`)
    expect(safe).toMatch(/^(👩‍👩‍👧)+\.jpeg$/u)
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200)
  })

  it('does not end in a dot or a space because it was cut there', () => {
    expect(safeEntryName(`${'x'.repeat(199)}. ${'y'.repeat(99)}`)).toBe('x'.repeat(199))
  })

  it('is safe whatever was wanted, also once more', () => {
    // Any code point, half surrogate pairs too.
    const character = fc.nat(0x10_ff_ff).map((code) => String.fromCodePoint(code))
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '/', '\\', 'con', ' ', '\0', 'C:'),
      fc.string({ unit: character }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const safe = safeEntryName(pieces.join(''))
        // What yauzl refuses to read: absolute paths, "..", backslashes.
        expect(validateFileName(safe)).toBeNull()
        expect(safe).toMatch(/^[^\p{Cc}\\:]+$/u)
        for (const segment of safe.split('/')) expect(segment).not.toMatch(/^$|[. ]$/)
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(16 * 201)
        expect(safeEntryName(safe)).toBe(safe)
      }),
    )
  })
})

describe('names of one archive', () => {
  it('are each given out once, also where systems see no difference', () => {
    const name = nameEntries()
    expect(['a.jpg', 'a.jpg', 'A.JPG', 'a (2).jpg', 'b', 'b', '.env', '.env'].map(name)).toEqual([
      ...['a.jpg', 'a (2).jpg', 'A (3).JPG', 'a (2) (2).jpg', 'b', 'b (2)', '.env', '.env (2)'],
    ])
  })

  it('are different however many want the same one, and found without looking through all of them', () => {
    const name = nameEntries()
    const names = Array.from({ length: 20_000 }, () => name('same.jpg'))
    expect(new Set(names).size).toBe(20_000)
    expect(names.at(-1)).toBe('same (20000).jpg')
  })

  it('are different whatever is wanted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'A', 'a (2)', 'A (2)', 'a (3)', '../a', 'b.x', 'B.X', 'b (2).x')),
        (wanted) => {
          const names = wanted.map(nameEntries())
          expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
        },
      ),
    )
  })
})
