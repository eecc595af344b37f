import { MailUnavailable } from '@studio/integrations/mail'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  changeEmail,
  confirmEmail,
  forgetPassword,
  keepEmail,
  readAccount,
  resetPassword,
  sendVerification,
} from './index.ts'
import { anonymous, openPeople, PASSWORD, type People, visitor } from './testing/people.ts'

const HOUR_MS = 3_600_000
const NEW_PASSWORD = 'another horse battery'

let people: People
const deps = () => people.studio.deps
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })
const forget = (email: string, from = visitor) => forgetPassword(anonymous, { email }, from, deps())
const reset = (link: { id: `lnk_${string}`; secret: string }, password = NEW_PASSWORD) =>
  resetPassword(anonymous, { ...link, password }, deps())
const move = (actor: Parameters<typeof changeEmail>[0], email: string) =>
  changeEmail(actor, { email, password: PASSWORD }, visitor, deps())

beforeAll(async () => {
  people = await openPeople()
})
afterAll(() => people.studio.close())

describe('a link by mail', () => {
  it('proves the e-mail of somebody who signed up, once', async () => {
    const ada = await people.join()
    expect(await readAccount(ada, deps())).toMatchObject({ isEmailVerified: false, newEmail: null })
    const link = await people.linkTo(ada.email)
    expect(await confirmEmail(anonymous, link, deps())).toEqual({ email: ada.email })
    expect((await readAccount(ada, deps())).isEmailVerified).toBe(true)
    await expect(confirmEmail(anonymous, link, deps())).rejects.toThrow(refusal('link_expired'))
  })

  it('is sent again when it is asked for, and no more once the e-mail is proved', async () => {
    const ada = await people.join()
    await sendVerification(ada, visitor, deps())
    expect(await people.mailsTo(ada.email)).toHaveLength(2)
    await confirmEmail(anonymous, await people.linkTo(ada.email), deps())
    await expect(sendVerification(ada, visitor, deps())).rejects.toThrow(refusal('already_ended'))
  })

  it('of all who follow it at the same moment lets one in', async () => {
    const ada = await people.join()
    await forget(ada.email)
    const link = await people.linkTo(ada.email)
    const tries = Array.from({ length: 6 }, (_, index) => reset(link, `password number ${index}`))
    const results = await Promise.allSettled(tries)
    const winners = results.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []))
    expect(winners).toHaveLength(1)
    await expect(people.enter(ada.email, `password number ${winners[0]}`)).resolves.toBeDefined()
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toEqual(refusal('link_expired'))
  })

  it('for a forgotten password works for an hour, to the millisecond', async () => {
    const ada = await people.join()
    await forget(ada.email)
    const link = await people.linkTo(ada.email)
    const { expiresAt } = await deps().db.mailLink.findUniqueOrThrow({ where: { id: link.id } })
    const at = (ms: number) => ({ ...deps(), clock: { now: () => new Date(expiresAt.getTime() + ms) } })
    const late = resetPassword(anonymous, { ...link, password: NEW_PASSWORD }, at(0))
    await expect(late).rejects.toThrow(refusal('link_expired'))
    // It is used up by that: nobody tries it again with the clock of another machine.
    await forget(ada.email)
    const other = await people.linkTo(ada.email)
    const row = await deps().db.mailLink.findUniqueOrThrow({ where: { id: other.id } })
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(HOUR_MS)
    const intime = { ...deps(), clock: { now: () => new Date(row.expiresAt.getTime() - 1) } }
    await resetPassword(anonymous, { ...other, password: NEW_PASSWORD }, intime)
  })

  it('opens nothing with the secret of another link, nor for another purpose', async () => {
    const [ada, eve] = [await people.join(), await people.join()]
    const [adas, eves] = [await people.linkTo(ada.email), await people.linkTo(eve.email)]
    const swapped = confirmEmail(anonymous, { id: adas.id, secret: eves.secret }, deps())
    await expect(swapped).rejects.toThrow(refusal('link_expired'))
    await expect(reset(eves)).rejects.toThrow(refusal('link_expired'))
    expect((await readAccount(ada, deps())).isEmailVerified).toBe(false)
    await expect(people.enter(eve.email)).resolves.toBeDefined()
  })

  it('leaves its secret nowhere but in the mail', async () => {
    const ada = await people.join()
    await forget(ada.email)
    const { id, secret } = await people.linkTo(ada.email)
    const [links, jobs, events] = await Promise.all([
      deps().db.mailLink.findMany(),
      deps().db.$queryRaw`SELECT data::text FROM pgboss.job`,
      deps().db.event.findMany({ omit: { id: true } }),
    ])
    const kept = JSON.stringify([links, jobs, events, people.studio.log])
    expect(kept).toContain(id)
    expect(kept).not.toContain(secret)
  })

  it('is tried again while mail is down, and given up when its recipient is refused', async () => {
    const ada = await people.join()
    const { jobs, log } = people.studio
    const { mailer } = deps()
    const send = mailer.send
    mailer.send = () => Promise.reject(new MailUnavailable('ECONNECTION'))
    await expect(jobs.runDue()).rejects.toThrow(refusal('mail_unavailable'))
    mailer.send = () => Promise.reject(new MailUnavailable('EENVELOPE 550', { isRefused: true }))
    await jobs.runDue()
    mailer.send = send
    expect(await people.mailsTo(ada.email)).toEqual([])
    expect(log.at(-1)).toMatchObject({ level: 'warn', facts: { diagnosis: 'EENVELOPE 550' } })
    expect(JSON.stringify(log)).not.toContain(ada.email)
  })
})

describe('a forgotten password', () => {
  it('is replaced: every session ends, the new one signs in, attempts before are forgotten', async () => {
    const ada = await people.join()
    await people.enter(ada.email)
    for (let guess = 1; guess <= 8; guess++)
      await expect(people.enter(ada.email, 'wrong horse battery')).rejects.toThrow()
    await expect(people.enter(ada.email)).rejects.toThrow(refusal('rate_limited'))
    await forget(ada.email)
    await reset(await people.linkTo(ada.email))
    expect(await deps().db.session.count({ where: { accountId: ada.accountId } })).toBe(0)
    await expect(people.enter(ada.email, PASSWORD)).rejects.toThrow(refusal('wrong_credentials'))
    await people.enter(ada.email, NEW_PASSWORD)
  })

  it('is not replaced by one that strangers try first; the link is good for another try', async () => {
    const ada = await people.join()
    await forget(ada.email)
    const link = await people.linkTo(ada.email)
    await expect(reset(link, 'p@ssw0rd2026')).rejects.toThrow(refusal('invalid_input'))
    await reset(link)
    await people.enter(ada.email, NEW_PASSWORD)
  })

  it('of an e-mail nobody has gets the same answer, and no mail', async () => {
    const ada = await people.join()
    const before = (await people.studio.outbox.list()).length
    expect(await forget('nobody@example.com')).toEqual(await forget(ada.email))
    await people.studio.jobs.runDue()
    expect((await people.studio.outbox.list()).filter(({ to }) => to === 'nobody@example.com')).toEqual([])
    expect((await people.studio.outbox.list()).length).toBeGreaterThan(before)
  })

  it.each([
    ['an account', true],
    ['nobody', false],
  ])(
    'is asked for at most five times an hour for the e-mail of %s, from wherever',
    async (_whose, isKnown) => {
      const ada = await people.join()
      const email = isKnown ? ada.email : 'somebody-else@example.com'
      for (let time = 1; time <= 5; time++) await forget(email, { ...visitor, address: `192.0.2.${time}` })
      await expect(forget(email, { ...visitor, address: '192.0.2.9' })).rejects.toThrow(
        refusal('rate_limited'),
      )
      await forget('another@example.com')
    },
  )

  it('of an e-mail that was never proved takes away what a stranger may have left to come in by', async () => {
    const ada = await people.join()
    const now = deps().clock.now()
    const identity = { issuer: 'https://id.example', subject: ada.accountId, email: 'eve@example.com' }
    const id = `idn_${ada.accountId.slice(4)}`
    const { accountId } = ada
    await deps().db.identity.create({ data: { id, accountId, ...identity, createdAt: now, lastUsedAt: now } })
    await forget(ada.email)
    await reset(await people.linkTo(ada.email))
    expect(await deps().db.identity.count({ where: { accountId } })).toBe(0)
    const account = await deps().db.account.findUniqueOrThrow({ where: { id: accountId } })
    expect(account.emailVerifiedAt).not.toBeNull()
  })

  it('of a closed account sends nothing, and its links open nothing', async () => {
    const ada = await people.join()
    await forget(ada.email)
    const link = await people.linkTo(ada.email)
    const count = (await people.mailsTo(ada.email)).length
    await deps().db.account.update({ where: { id: ada.accountId }, data: { closedAt: new Date() } })
    await forget(ada.email)
    expect(await people.mailsTo(ada.email)).toHaveLength(count)
    await expect(reset(link)).rejects.toThrow(refusal('link_expired'))
  })
})

describe('another e-mail', () => {
  it('takes the place of the present one when its link is followed; the present one hears of it first', async () => {
    const ada = await people.join()
    const email = `new-${ada.email}`
    expect((await move(ada, email)).newEmail).toBe(email)
    const [link, [notice]] = [await people.linkTo(email), await people.mailsTo(ada.email)]
    expect(notice?.subject).toBe('Your account is about to move to another e-mail')
    expect(notice?.text).not.toContain(email)
    const [newest, before] = await people.studio.outbox.list()
    expect([before?.to, newest?.to]).toEqual([ada.email, email])
    expect((await readAccount(ada, deps())).email).toBe(ada.email)

    await confirmEmail(anonymous, link, deps())
    expect(await readAccount(ada, deps())).toMatchObject({ email, isEmailVerified: true, newEmail: null })
    await expect(people.enter(ada.email)).rejects.toThrow(refusal('wrong_credentials'))
    await people.enter(email)
  })

  it('voids every link that went to the one that was left', async () => {
    const ada = await people.join()
    await forget(ada.email)
    const old = await people.linkTo(ada.email)
    await move(ada, `new-${ada.email}`)
    await confirmEmail(anonymous, await people.linkTo(`new-${ada.email}`), deps())
    await expect(reset(old)).rejects.toThrow(refusal('link_expired'))
  })

  it('can be taken back, or replaced by another wish: then the first link opens nothing', async () => {
    const ada = await people.join()
    await move(ada, `first-${ada.email}`)
    const first = await people.linkTo(`first-${ada.email}`)
    await move(ada, `second-${ada.email}`)
    await expect(confirmEmail(anonymous, first, deps())).rejects.toThrow(refusal('link_expired'))
    const second = await people.linkTo(`second-${ada.email}`)
    expect((await keepEmail(ada, deps())).newEmail).toBeNull()
    await expect(confirmEmail(anonymous, second, deps())).rejects.toThrow(refusal('link_expired'))
  })

  it('needs the password, and is refused when somebody has it, also since yesterday', async () => {
    const [ada, eve] = [await people.join(), await people.join()]
    const guess = changeEmail(ada, { email: 'x@example.com', password: 'wrong' }, visitor, deps())
    await expect(guess).rejects.toThrow(refusal('wrong_credentials'))
    await expect(move(ada, eve.email)).rejects.toThrow(refusal('email_taken'))
    await expect(move(ada, ada.email)).rejects.toThrow(refusal('invalid_input'))
    await move(ada, `wanted-${ada.email}`)
    const link = await people.linkTo(`wanted-${ada.email}`)
    await deps().db.account.update({ where: { id: eve.accountId }, data: { email: `wanted-${ada.email}` } })
    await expect(confirmEmail(anonymous, link, deps())).rejects.toThrow(refusal('email_taken'))
    expect((await readAccount(ada, deps())).email).toBe(ada.email)
  })
})
