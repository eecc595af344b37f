import { runAsProcess } from '../stand-in/run-as-process.ts'
import { openShopifyEmulator } from './emulator.ts'
import { addSampleShops } from './sample-shops.ts'

/**
 * Runs the emulator as a child process, with sample shops. `SHOPIFY_EMULATOR_PORT` fixes the port, `SHOPIFY_EMULATOR_PACE=instant` makes pictures
 * ready at once, `SHOPIFY_EMULATOR_DIR` keeps the shops there, `SHOPIFY_EMULATOR_APP_URL` says where the studio is, and
 * `SHOPIFY_API_KEY` with `SHOPIFY_API_SECRET` which app it has.
 */
const {
  SHOPIFY_EMULATOR_PORT: port,
  SHOPIFY_EMULATOR_PACE: pace,
  SHOPIFY_EMULATOR_DIR: dir,
  SHOPIFY_EMULATOR_APP_URL: appUrl,
  SHOPIFY_API_KEY: clientId,
  SHOPIFY_API_SECRET: clientSecret,
} = process.env
const emulator = await openShopifyEmulator({
  port: Number(port ?? 0),
  pace: pace === 'instant' ? 'instant' : 'lively',
  addShops: addSampleShops,
  ...(dir && { dir }),
  ...(appUrl && { appUrl }),
  ...(clientId && clientSecret && { app: { clientId, clientSecret } }),
})

runAsProcess('Shopify', emulator)
