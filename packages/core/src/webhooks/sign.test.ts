import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { SECRET_BYTES, signWebhook, writeSecret } from './sign.ts'

const makeSecret = () => writeSecret(randomBytes(SECRET_BYTES))
const sending = () => ({ messageId: 'msg_1', sentAt: new Date(), body: '{"type":"webhook.test"}' })

describe('a signed sending', () => {
  it('is accepted by the reference library, whatever it says', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        const secret = makeSecret()
        const headers = signWebhook({ ...sending(), body }, [secret])
        expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
      }),
      { numRuns: 50 },
    )
  })

  it('is accepted under either secret while one takes the place of the other', () => {
    const [current, previous] = [makeSecret(), makeSecret()]
    const headers = signWebhook(sending(), [current, previous])
    for (const secret of [current, previous]) new Webhook(secret).verify(sending().body, headers)
    expect(() => new Webhook(makeSecret()).verify(sending().body, headers)).toThrow()
  })

  it.each<[string, string, Record<string, string>]>([
    ['its body', '{"type":"webhook.test" }', {}],
    ['its id', sending().body, { 'webhook-id': 'msg_2' }],
    ['its time', sending().body, { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 1) }],
  ])('is refused by the reference library when somebody changed %s', (_what, body, change) => {
    const secret = makeSecret()
    const headers = { ...signWebhook(sending(), [secret]), ...change }
    expect(() => new Webhook(secret).verify(body, headers)).toThrow()
  })

  it('is signed as the example of the reference library’s own tests', () => {
    const sent = { messageId: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt: new Date(1_614_265_330_000) }
    const headers = signWebhook({ ...sent, body: '{"test": 2432232314}' }, [
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    ])
    expect(headers).toEqual({
      'webhook-id': sent.messageId,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })
})
