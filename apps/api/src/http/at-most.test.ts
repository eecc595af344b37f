import { expect, it } from 'vitest'
import { atMost, atMostOfEach } from './at-most.ts'

const { signal } = new AbortController()

/** A work that ends when it is told to. */
function work(begun: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const run = () => {
    begun.push(name)
    return promise
  }
  return { run, end: () => resolve(name), fail: () => reject(new Error(name)) }
}

it('two run at once, the others begin in their order as soon as there is a place', async () => {
  const inTurn = atMost(2)
  const begun: string[] = []
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => work(begun, name))
  const all = [a, b, c, d].map((each) => inTurn(each?.run ?? expect.fail(), signal))
  expect(begun).toEqual(['a', 'b'])
  b?.end()
  expect(await all[1]).toBe('b')
  await Promise.resolve()
  expect(begun).toEqual(['a', 'b', 'c'])
  a?.fail()
  await expect(all[0]).rejects.toThrow('a')
  for (const each of [c, d]) each?.end()
  expect(await Promise.all(all.slice(2))).toEqual(['c', 'd'])
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
})

it('who leaves while they wait is never begun, and keeps nobody waiting', async () => {
  const inTurn = atMost(1)
  const begun: string[] = []
  const [first, last] = [work(begun, 'first'), work(begun, 'last')]
  const leaving = new AbortController()
  const going = inTurn(first.run, signal)
  const left = inTurn(work(begun, 'left').run, leaving.signal)
  const waiting = inTurn(last.run, signal)
  leaving.abort(new Error('gone'))
  first.end()
  await going
  await expect(left).rejects.toThrow('gone')
  last.end()
  expect(await waiting).toBe('last')
  expect(begun).toEqual(['first', 'last'])
})

it('of one account as many as it may, while there are places left for another', async () => {
  const turns = atMostOfEach({ each: 1, all: 2 })
  const begun: string[] = []
  const [first, second, other] = [work(begun, 'first'), work(begun, 'second'), work(begun, 'other')]
  const all = [
    turns('ada')(first.run, signal),
    turns('ada')(second.run, signal),
    turns('bob')(other.run, signal),
  ]
  await Promise.resolve()
  expect(begun).toEqual(['first', 'other'])
  for (const { end } of [first, second, other]) end()
  expect(await Promise.all(all)).toEqual(['first', 'second', 'other'])
})
