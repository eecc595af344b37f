import { openWooCommerceEmulator } from './emulator.ts'

/**
 * Runs the emulator as a child process. Tells its parent `{ type: 'ready', url }`, and ends when the parent goes away or
 * asks it to. `WOOCOMMERCE_EMULATOR_PORT` fixes the port, `WOOCOMMERCE_EMULATOR_DIR` keeps the site between two runs.
 */
const dir = process.env.WOOCOMMERCE_EMULATOR_DIR
const emulator = await openWooCommerceEmulator({
  port: Number(process.env.WOOCOMMERCE_EMULATOR_PORT ?? 0),
  photoSidePx: 1000,
  ...(dir && { dir }),
})

let hasEnded = false
async function end(): Promise<void> {
  if (hasEnded) return
  hasEnded = true
  await emulator.close()
  process.exit()
}

process.once('disconnect', end)
process.once('SIGTERM', end)
process.once('SIGINT', end)

if (process.send) process.send({ type: 'ready', url: emulator.url })
else process.stdout.write(`WooCommerce emulator on ${emulator.url}\n`)
