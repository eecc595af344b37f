import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'

/** How long a client may keep a connection waiting, and how much it may send before anybody looks at it. */
export type ConnectionLimits = Pick<
  ServerOptions,
  'headersTimeout' | 'requestTimeout' | 'connectionsCheckingInterval' | 'maxHeaderSize'
>

/** A photo of 25 MB on a line of 1 Mbit/s needs three and a half minutes; headers need one breath. */
export const CONNECTION_LIMITS = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
} as const satisfies ConnectionLimits

/**
 * Serves over HTTP/1.1 and cuts off whoever sends drop by drop to hold connections (slowloris). Answers may take as
 * long as they like: live channels stay open.
 */
export function openHttpServer(
  listener: RequestListener,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): Server {
  // Spelled out: what the parser lets pass must not change with a version or a flag of Node.
  return createServer({ ...limits, requireHostHeader: true, insecureHTTPParser: false }, listener)
}
