import type { Readable } from 'node:stream'
import type { ArchiveEntry } from './write-archive.ts'

/** A file that may turn out to be gone: then `open` answers null, and the archive does without it. */
export type PlannedFile = Omit<ArchiveEntry, 'open'> & { open(): Promise<Readable | null> }

/** How many files are opened before their turn: storage answers the next one while the last is still written. */
const AHEAD = 4

/** Opens files a little before their turn, and leaves out those that are gone. */
export async function* openAhead(files: AsyncIterable<PlannedFile>): AsyncGenerator<ArchiveEntry> {
  const opened: { file: PlannedFile; body: Promise<Readable | null> }[] = []
  const iterator = files[Symbol.asyncIterator]()
  let isDone = false
  try {
    for (;;) {
      while (!isDone && opened.length < AHEAD) {
        const next = await iterator.next()
        isDone = next.done === true
        if (next.done) break
        const body = openEarly(next.value)
        // It is heard of when its turn comes, and not at all when the archive ends before.
        body.catch(() => undefined)
        opened.push({ file: next.value, body })
      }
      const first = opened.shift()
      if (!first) return
      const body = await first.body
      if (body) yield { ...first.file, open: async () => body }
    }
  } finally {
    for (const { body } of opened) void body.then((stream) => stream?.destroy()).catch(() => undefined)
    await iterator.return?.()
  }
}

/** A stream that breaks before anybody reads it must not end the process: its reader hears of it. */
async function openEarly(file: PlannedFile): Promise<Readable | null> {
  const body = await file.open()
  body?.on('error', () => undefined)
  return body
}
