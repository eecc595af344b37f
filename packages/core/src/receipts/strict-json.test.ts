import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseStrictJson } from './strict-json.ts'

it('reads what JSON.parse reads, however it is written', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(4), (text, indent) => {
      const value = JSON.parse(text)
      // What says a name twice is not the same once it was read.
      expect(parseStrictJson(JSON.stringify(value, null, indent))).toEqual(value)
    }),
  )
})

it.each([
  '{"a":1,"a":1}',
  '{"a":1,"\\u0061":2}',
  '[{"b":{"a":1 , "a" : {}}}]',
  '{"__proto__":1,"__proto__":2}',
])('refuses %s, where a name is said twice', (text) => {
  expect(() => parseStrictJson(text)).toThrow('It says the same name twice.')
})

it.each(['', '{', "{'a':1}", '{"a":1}}'])('refuses %j, which is no JSON', (text) => {
  expect(() => parseStrictJson(text)).toThrow(SyntaxError)
})

it('is not misled by what stands inside strings', () => {
  expect(parseStrictJson('{"a":"\\"a\\":1","b":["x:","\\\\"]}')).toEqual({ a: '"a":1', b: ['x:', '\\'] })
})
