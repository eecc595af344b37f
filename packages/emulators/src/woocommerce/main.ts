import { runAsProcess } from '../stand-in/run-as-process.ts'
import { openWooCommerceEmulator } from './emulator.ts'

/**
 * Runs the emulator as a child process. `WOOCOMMERCE_EMULATOR_PORT` fixes the port, `WOOCOMMERCE_EMULATOR_DIR` keeps the site between two runs.
 */
const dir = process.env.WOOCOMMERCE_EMULATOR_DIR
const emulator = await openWooCommerceEmulator({
  port: Number(process.env.WOOCOMMERCE_EMULATOR_PORT ?? 0),
  photoSidePx: 1000,
  ...(dir && { dir }),
})

runAsProcess('WooCommerce', emulator)
