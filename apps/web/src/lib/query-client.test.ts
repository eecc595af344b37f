import { type InvalidateQueryFilters, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import { ChangeAwareQueryClient } from './query-client.ts'

const queryClient = new ChangeAwareQueryClient()
afterEach(() => queryClient.clear())

const queryKey = ['products', 'list']

/** A list that is on screen, and a server that answers when it is told to. */
function show() {
  const asked: ((answer: string) => void)[] = []
  const queryFn = () => new Promise<string>((answer) => void asked.push(answer))
  const observer = new QueryObserver(queryClient, { queryKey, queryFn })
  const shown: (string | undefined)[] = []
  observer.subscribe(({ data }) => {
    if (shown.at(-1) !== data) shown.push(data)
  })
  const answer = async (text: string) => {
    asked.shift()?.(text)
    await new Promise(setImmediate)
  }
  return { shown, answer, asked }
}

test.each<{ filters: InvalidateQueryFilters; how: string }>([
  { how: 'its own key', filters: { queryKey, exact: true } },
  { how: 'the key of its noun', filters: { queryKey: ['products'] } },
  { how: 'everything', filters: {} },
])(
  'a change while a list waits for its first answer, told by $how, has it asked for once more',
  async ({ filters }) => {
    const { shown, answer, asked } = show()
    void queryClient.invalidateQueries(filters)
    void queryClient.invalidateQueries(filters)
    await answer('before the change')
    await answer('after the change')
    expect(shown).toEqual(['before the change', 'after the change'])
    expect(asked).toEqual([])
  },
)

test('what nobody told of is asked for once, and what has data at once for each change', async () => {
  const { shown, answer, asked } = show()
  void queryClient.invalidateQueries({ queryKey: ['stores'] })
  await answer('one')
  expect(asked).toEqual([])
  void queryClient.invalidateQueries({ queryKey })
  await answer('two')
  expect(shown).toEqual(['one', 'two'])
  expect(asked).toEqual([])
})
