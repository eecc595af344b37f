import { APPLICATION_ID } from '@studio/core/stores'
import type { StoreConnector } from '../store-connector/index.ts'
import { anyAnswer, listOf, passwordAnswer, webhookAnswer } from './answers.ts'
import type { CallSite } from './call-site.ts'

/** By this name people, and we, know our webhooks among others. */
const NAME = 'Studio Pro'

/** What we are told of (woocommerce.com, "Webhooks"). */
const TOPICS = ['product.created', 'product.updated', 'product.deleted', 'product.restored']

/** Being told of what happens in a shop. WooCommerce stops a webhook after five deliveries that failed. */
export function watchSite(call: CallSite): Pick<StoreConnector, 'watch' | 'unwatch' | 'leave'> {
  async function readOurs(signal: AbortSignal) {
    const { data } = await call(
      {
        ...{ path: '/wc/v3/webhooks', query: { per_page: 100, search: NAME } },
        ...{ answer: listOf(webhookAnswer), subject: 'site' },
      },
      signal,
    )
    return data.filter(({ name, topic }) => name === NAME && TOPICS.includes(topic))
  }

  async function remove({ id }: { id: number }, signal: AbortSignal): Promise<void> {
    await call(
      {
        ...{ method: 'DELETE', path: `/wc/v3/webhooks/${id}`, query: { force: 'true' } },
        ...{ answer: anyAnswer, subject: 'site' },
      },
      signal,
    )
  }

  return {
    async watch(callbackUrl, secret, signal) {
      const there = await readOurs(signal)
      const kept = TOPICS.map((topic) =>
        there.find((one) => one.topic === topic && one.delivery_url === callbackUrl),
      )
      for (const stale of there.filter((one) => !kept.includes(one))) await remove(stale, signal)
      for (const [index, topic] of TOPICS.entries()) {
        const id = kept[index]?.id
        await call(
          {
            ...(id === undefined
              ? { method: 'POST', path: '/wc/v3/webhooks' }
              : { method: 'PUT', path: `/wc/v3/webhooks/${id}` }),
            json: { name: NAME, topic, delivery_url: callbackUrl, secret, status: 'active' },
            ...{ answer: anyAnswer, subject: 'site' },
          },
          signal,
        )
      }
    },

    async unwatch(signal) {
      for (const webhook of await readOurs(signal)) await remove(webhook, signal)
    },

    async leave(signal) {
      const path = '/wp/v2/users/me/application-passwords'
      const { data } = await call(
        { path: `${path}/introspect`, answer: passwordAnswer, subject: 'site' },
        signal,
      )
      // A person may have made the password for several programs.
      if (data.app_id !== APPLICATION_ID) return
      await call(
        { method: 'DELETE', path: `${path}/${data.uuid}`, answer: anyAnswer, subject: 'site' },
        signal,
      )
    },
  }
}
