import type { SubscriptionView } from '@studio/core/subscriptions'
import { useQueryClient } from '@tanstack/react-query'
import { client, trpc } from '../../lib/trpc.ts'
import { useToast } from '../../ui/index.ts'
import { formatPrice, nameOrder, type Offers } from './describe-offer.ts'

/** What one can do with the subscription. Each act rejects with the server's error when it did not work. */
export function useSubscriptionActs(offers: Offers) {
  const queryClient = useQueryClient()
  const toast = useToast()
  const show = (view: SubscriptionView) => queryClient.setQueryData(trpc.subscription.get.queryKey(), view)
  const sayOrdered = (order: SubscriptionView['pendingOrders'][number] | undefined) => {
    if (order === undefined) return
    const title = `Ordered: ${nameOrder(order, offers)}, ${formatPrice(order.cents)}`
    toast({ title, description: order.instructions })
  }

  return {
    /** Orders a larger plan, or lets a smaller one begin at the end of the period; the current one undoes that. */
    async changePlan(planId: SubscriptionView['planId']): Promise<void> {
      const view = await client.subscription.changePlan.mutate({ planId })
      show(view)
      sayOrdered(view.pendingOrders.find((order) => order.planId === planId))
    },
    /** Orders a pack. */
    async buyPack(packId: string): Promise<void> {
      const order = await client.subscription.buyTopUp.mutate({ packId })
      await queryClient.invalidateQueries({ queryKey: trpc.subscription.pathKey() })
      sayOrdered(order)
    },
    /** Withdraws everything that was ordered and not paid. */
    async withdrawOrders(): Promise<void> {
      show(await client.subscription.cancelOrders.mutate())
      toast({ title: 'Withdrawn. Nothing was charged.' })
    },
  }
}
