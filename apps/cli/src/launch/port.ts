import { Failure } from '../failure.ts'

const DEFAULT_PORT = 3000
const HIGHEST_PORT = 65_535

/**
 * The port of the one address: PORT, or 3000.
 * @throws Failure when PORT is not a port number
 */
export function readPort(): number {
  const given = process.env.PORT
  if (!given) return DEFAULT_PORT
  const port = Number(given)
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new Failure(`PORT is "${given}", which is not a port number between 1 and ${HIGHEST_PORT}.`)
  }
  return port
}
