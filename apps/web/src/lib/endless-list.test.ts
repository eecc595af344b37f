import { InfiniteQueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { type EndlessList, mergeHead, refreshEndlessLists, withoutItems } from './endless-list.ts'
import { ChangeAwareQueryClient } from './query-client.ts'

type Item = { id: string; note?: string }

const list: EndlessList<Item> = {
  pages: [
    { items: [{ id: '9' }, { id: '8' }, { id: '7' }], nextCursor: '7' },
    { items: [{ id: '6' }, { id: '5' }, { id: '4' }], nextCursor: '4' },
  ],
  pageParams: [null, '7'],
}
const ids = (some: EndlessList<Item>) => some.pages.flatMap((page) => page.items.map(({ id }) => id)).join('')

test('news come in at the head, deleted ones go, and what was scrolled to stays', () => {
  const merged = mergeHead(list, {
    items: [{ id: 'a' }, { id: '9', note: 'new' }, { id: '7' }],
    nextCursor: '7',
  })
  expect(ids(merged)).toBe('a97654')
  expect(merged.pages[0]?.items[1]?.note).toBe('new')
  expect(merged.pages.at(-1)?.nextCursor).toBe('4')
  expect(merged.pageParams).toHaveLength(merged.pages.length)
})

test('a head that is the whole list replaces everything', () => {
  expect(ids(mergeHead(list, { items: [{ id: '9' }], nextCursor: null }))).toBe('9')
})

test('a head longer than what was read is taken as it is, and reading goes on below it', () => {
  const short: EndlessList<Item> = { pages: [{ items: [{ id: '9' }], nextCursor: '9' }], pageParams: [null] }
  const merged = mergeHead(short, { items: [{ id: '9' }, { id: '8' }], nextCursor: '8' })
  expect(ids(merged)).toBe('98')
  expect(merged.pages.at(-1)?.nextCursor).toBe('8')
})

test('a deleted thing is gone at once, wherever it was', () => {
  expect(ids(withoutItems(list, new Set(['5', '9'])))).toBe('8764')
})

test('a change while a list waits for its first page has it read again', async () => {
  const queryClient = new ChangeAwareQueryClient()
  const asked: ((items: Item[]) => void)[] = []
  const queryKey = [['assets', 'list'], { type: 'infinite' }]
  const observer = new InfiniteQueryObserver(queryClient, {
    queryKey,
    queryFn: async () => ({
      items: await new Promise<Item[]>((answer) => void asked.push(answer)),
      nextCursor: null,
    }),
    initialPageParam: null,
    getNextPageParam: () => null,
  })
  const leave = observer.subscribe(() => {})
  refreshEndlessLists(queryClient, [['assets', 'list']], new Set(), () => Promise.reject())
  for (const items of [[], [{ id: '9' }]]) {
    asked.shift()?.(items)
    await new Promise(setImmediate)
  }
  expect(observer.getCurrentResult().data?.pages).toEqual([{ items: [{ id: '9' }], nextCursor: null }])
  leave()
})
