import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ObjectRefused, ObjectStoreUnavailable } from '../errors.ts'
import { openDiskObjectStore } from './disk-object-store.ts'

const linkSecret = 'a secret for links that only tests use'
const text = { sizeBytes: 5, mime: 'text/plain' }

describe('the disk adapter', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'disk-object-store-'))
  })
  afterEach(async () => {
    await rm(root, { recursive: true })
  })
  const open = () => openDiskObjectStore({ root, baseUrl: 'http://localhost', linkSecret })
  const filesIn = (directory: string) => readdir(join(root, directory), { recursive: true })

  it('what one process stored is there for the next', async () => {
    await (await open()).put('accounts/acc_1/photo', Buffer.from('hello'), text)
    expect(await (await open()).head('accounts/acc_1/photo')).toMatchObject(text)
  })

  it('a deleted object leaves neither file nor directory behind', async () => {
    const store = await open()
    await store.put('accounts/acc_1/assets/ast_1/original', Buffer.from('hello'), text)
    await store.put('accounts/acc_1/assets/ast_2/original', Buffer.from('hello'), text)
    await store.delete(['accounts/acc_1/assets/ast_1/original'])
    expect(await filesIn('objects/accounts/acc_1/assets')).toEqual(['ast_2', 'ast_2/original.object'])
    await store.delete(['accounts/acc_1/assets/ast_2/original'])
    expect(await filesIn('.')).toEqual(['incoming', 'objects'])
  })

  it('a delete that clears up beside a put never takes its directory away', async () => {
    const store = await open()
    let isPutting = true
    const clearing = Array.from({ length: 3 }, async () => {
      while (isPutting) await store.delete(['busy/deep/missing'])
    })
    for (let round = 0; round < 100; round += 1) {
      await store.put('busy/deep/photo', Buffer.from('hello'), text)
      await store.delete(['busy/deep/photo'])
    }
    isPutting = false
    await Promise.all(clearing)
    expect(await filesIn('.')).toEqual(['incoming', 'objects'])
  })

  it('a put that fails, in the body or on the disk, leaves no file', async () => {
    const store = await open()
    async function* cutOff() {
      yield Buffer.alloc(1000)
      throw new Error('cut off')
    }
    await expect(store.put('k', Readable.from(cutOff()), { ...text, sizeBytes: 2000 })).rejects.toThrow(
      'cut off',
    )
    await writeFile(join(root, 'objects', 'blocked'), 'a file where a directory belongs')
    await expect(store.put('blocked/k', Buffer.from('hello'), text)).rejects.toThrow(ObjectStoreUnavailable)
    expect(await filesIn('incoming')).toEqual([])
  })

  it('a writer killed in the middle leaves nothing visible, and the next to open the store clears up', async () => {
    const adapter = join(import.meta.dirname, 'disk-object-store.ts')
    const script = `
      import { Readable } from 'node:stream'
      const { openDiskObjectStore } = await import(${JSON.stringify(adapter)})
      const store = await openDiskObjectStore(${JSON.stringify({ root, baseUrl: 'http://localhost', linkSecret })})
      async function* endless() {
        for (;;) { yield Buffer.alloc(65536); console.log('sent') }
      }
      await store.put('half', Readable.from(endless()), { sizeBytes: 4e9, mime: 'video/mp4' })`
    const writer = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(writer.stdout, 'data')
    const besideIt = await open()
    expect(await filesIn('incoming')).toHaveLength(1)
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    expect(await besideIt.head('half')).toBeNull()
    await open()
    expect(await filesIn('incoming')).toEqual([])
  })

  it('what another machine is still writing is left alone for a day', async () => {
    const deadPid = spawnSync(process.execPath, ['--version']).pid
    await mkdir(join(root, 'incoming'))
    const elsewhere = join(root, 'incoming', `a.${deadPid}.${hostname()}-elsewhere`)
    await writeFile(elsewhere, 'x')
    await open()
    await access(elsewhere)
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000)
    await utimes(elsewhere, yesterday, yesterday)
    await open()
    await expect(access(elsewhere)).rejects.toThrow('ENOENT')
  })

  it('the bytes of an object are the first bytes of its file, so that any program can look at it', async () => {
    await (await open()).put('Photo.jpg', Buffer.from('hello'), text)
    const [name = ''] = await filesIn('objects')
    expect(name).toBe('%50hoto%2ejpg.object')
    expect((await readFile(join(root, 'objects', name))).toString('latin1', 0, 5)).toBe('hello')
  })

  it('a file cut short by a failing disk is an error, never a shorter object', async () => {
    const store = await open()
    await store.put('whole', Buffer.alloc(5000), { ...text, sizeBytes: 5000 })
    const path = join(root, 'objects', 'whole.object')
    await writeFile(path, (await readFile(path)).subarray(0, 3000))
    await expect(store.get('whole')).rejects.toThrow(ObjectStoreUnavailable)
  })

  it('a directory that cannot be written is told as storage that does not answer', async () => {
    const store = await open()
    await rm(join(root, 'incoming'), { recursive: true })
    await writeFile(join(root, 'incoming'), 'a file where a directory was')
    await expect(store.put('k', Buffer.from('hello'), text)).rejects.toMatchObject({
      name: 'DomainError',
      code: 'storage_unavailable',
      operation: 'put',
    })
    await expect(open()).rejects.toThrow(ObjectStoreUnavailable)
  })

  it('a secret that could be guessed is refused', async () => {
    const opening = openDiskObjectStore({ root, baseUrl: 'http://localhost', linkSecret: 'short' })
    await expect(opening).rejects.toThrow(ObjectRefused)
  })
})
