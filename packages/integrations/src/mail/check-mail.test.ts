import { describe, expect, it } from 'vitest'
import { checkMail } from './check-mail.ts'
import { MailRefused } from './errors.ts'

const mail = { to: 'ada@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' }

describe('a mail', () => {
  it.each(['ada@example.com', "o'neil+shop@sub.example.co", 'jörg@müller.example', '李@例子.example'])(
    'goes to %s',
    (to) => {
      expect(() => checkMail({ ...mail, to })).not.toThrow()
    },
  )

  it.each([
    ['a line break and a header', 'ada@example.com\r\nBcc: eve@example.com'],
    ['a bare carriage return', 'ada@example.com\rBcc: eve@example.com'],
    ['a line break at the end', 'ada@example.com\n'],
    ['a NUL', 'ada@example.com\0'],
    ['two recipients', 'ada@example.com,eve@example.com'],
    ['two recipients, as Outlook parts them', 'ada@example.com;eve@example.com'],
    ['two recipients, parted by a space', 'ada@example.com eve@example.com'],
    ['a name', 'Ada <ada@example.com>'],
    ['an address inside another', '<eve@example.com>@example.com'],
    ['a group', 'us:ada@example.com;'],
    ['a quoted part', '"eve@example.com"@example.com'],
    ['two @', 'ada@eve@example.com'],
    ['a line separator', 'ada@example.com\u2028'],
    ['a character that turns the reading direction', 'ada\u202e@example.com'],
    ['no address', 'ada'],
    ['more than 254 characters', `${'a'.repeat(250)}@example.com`],
  ])('does not go to %s', (_case, to) => {
    expect(() => checkMail({ ...mail, to })).toThrow(MailRefused)
  })

  it.each([
    'Hi\r\nBcc: eve@example.com',
    'Hi\nthere',
    'Hi\rthere',
    'Hi\u2028there',
    'Hi\0',
    'Hi\u0085',
    'x'.repeat(201),
  ])('may not be called %j', (subject) => {
    expect(() => checkMail({ ...mail, subject })).toThrow(MailRefused)
  })

  it('may be called anything else', () => {
    expect(() => checkMail({ ...mail, subject: 'Größe: 100 %, "neu" 🎉 <b>' })).not.toThrow()
  })
})
