import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutbox, MailRefused, MailUnavailable, OUTBOX_MAILS, type Outbox } from './index.ts'

const mail = { to: 'ada@example.com', subject: 'Größe 🎉', text: 'Hello', html: '<p>Hello</p>' }
const now = new Date('2026-05-04T10:00:00Z')
const clock = { now: () => now }

let root: string
let dir: string
let outbox: Outbox

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'outbox-'))
  dir = join(root, 'mails')
  outbox = createOutbox({ dir, clock })
})
afterEach(() => rm(root, { recursive: true }))

const sendNumbered = async (count: number) => {
  for (let number = 1; number <= count; number += 1) await outbox.send({ ...mail, subject: `No. ${number}` })
}
const subjects = async () => (await outbox.list()).map(({ subject }) => subject)

describe('the outbox', () => {
  it('is empty before the first mail', async () => {
    expect(await outbox.list()).toEqual([])
  })

  it('keeps a mail word for word, for this process and the next', async () => {
    await outbox.send(mail)
    const [kept] = await createOutbox({ dir }).list()
    expect(kept).toEqual({ ...mail, id: expect.any(String), sentAt: now })
    expect(await outbox.read(kept?.id ?? '')).toEqual(kept)
  })

  it('lists the newest first, also within one millisecond', async () => {
    await sendNumbered(3)
    expect(await subjects()).toEqual(['No. 3', 'No. 2', 'No. 1'])
  })

  it(`keeps the latest ${OUTBOX_MAILS}`, async () => {
    await sendNumbered(OUTBOX_MAILS + 5)
    const kept = await subjects()
    expect(kept).toHaveLength(OUTBOX_MAILS)
    expect([kept.at(0), kept.at(-1)]).toEqual([`No. ${OUTBOX_MAILS + 5}`, 'No. 6'])
    expect(await readdir(dir)).toHaveLength(OUTBOX_MAILS)
  })

  it('is readable by its owner alone, for it holds links that sign people in', async () => {
    await outbox.send(mail)
    const [name = ''] = await readdir(dir)
    expect((await stat(dir)).mode & 0o077).toBe(0)
    expect((await stat(join(dir, name))).mode & 0o077).toBe(0)
  })

  it('opens nothing outside of its folder', async () => {
    await outbox.send(mail)
    await writeFile(join(root, 'secret.json'), JSON.stringify({ ...mail, id: 'x', sentAt: now }))
    for (const id of ['../secret', 'secret', '', '..', '../mails/00000000000000-00000000'])
      expect(await outbox.read(id)).toBeNull()
  })

  it('lists what it can read when a file is cut off', async () => {
    await outbox.send(mail)
    await writeFile(join(dir, '00000000000001-00000000.json'), '{"id":')
    expect(await subjects()).toEqual([mail.subject])
  })

  it('forgets a person for good, and nobody else', async () => {
    await sendNumbered(2)
    await outbox.send({ ...mail, to: 'eve@example.com', subject: 'For Eve' })
    await writeFile(join(dir, '00000000000001-00000000.json'), '{"to":"ada@exam')
    expect(await outbox.removeTo('ada@example.com')).toBe(3)
    expect(await subjects()).toEqual(['For Eve'])
    expect(await readdir(dir)).toHaveLength(1)
  })

  it('refuses what the mail server would be refused', async () => {
    await expect(outbox.send({ ...mail, subject: 'Hi\nBcc: eve@example.com' })).rejects.toThrow(MailRefused)
    expect(await outbox.list()).toEqual([])
  })

  it('says that mail is unavailable when nothing can be written', async () => {
    await writeFile(dir, 'a file where the folder should be')
    const failure = await outbox.send(mail).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MailUnavailable)
    expect(failure).toMatchObject({ code: 'mail_unavailable', isRefused: false, diagnosis: 'outbox EEXIST' })
  })
})
