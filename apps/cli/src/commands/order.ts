import { systemClock } from '@studio/core/kernel'
import { operatorActor } from '@studio/services/kernel'
import { confirmOrder, listPendingOrders } from '@studio/services/subscriptions'
import { Command } from 'commander'
import { withOpenDatabase } from '../launch/with-studio.ts'

const confirm = new Command('confirm')
  .description('say that an order was paid; it takes effect at once, and once')
  .argument('<order>', 'its id, such as ord_…')
  .action(async (id: string) => {
    const order = await withOpenDatabase((db) => confirmOrder(operatorActor, id, { db, clock: systemClock }))
    console.log(`Order ${order.id} is confirmed.`)
  })

const list = new Command('list').description('orders that wait for their payment').action(async () => {
  const orders = await withOpenDatabase((db) => listPendingOrders(operatorActor, { db }))
  for (const { id, email, what, cents, credits, dueBy } of orders) {
    const due = dueBy ? `  to be paid by ${dueBy.toISOString().slice(0, 10)}` : ''
    console.log(`${id}  ${email}  ${what}  ${(cents / 100).toFixed(2)} USD  ${credits} credits${due}`)
  }
  if (orders.length === 0) console.log('No order waits for its payment.')
})

/** `studio order …`: payments outside of the product. */
export const orderCommand = new Command('order')
  .description('plans and packs that were ordered, and renewals to be paid')
  .addCommand(list)
  .addCommand(confirm)
  .helpCommand(false)
