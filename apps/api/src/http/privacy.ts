import { policyAsText } from '@studio/core/privacy'
import type { RequestHandler } from 'express'

/** `GET /privacy.txt`: the policy of the page `/privacy` for whoever runs no scripts. */
export const privacyRoute: RequestHandler = (_req, res) => {
  res.type('text/plain').send(policyAsText())
}
