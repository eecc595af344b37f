import { DomainError } from '@studio/core/kernel'
import { hearCallback } from '@studio/services/generations'
import type { RequestHandler } from 'express'
import type { Container } from '../container.ts'
import { readBytes } from '../rest/read-body.ts'
import { dropRest } from './drop-rest.ts'
import { sendProblem } from './problem.ts'

/**
 * `POST /api/kling/callbacks/:outputId/:secret`: Kling says that it got on with a task. What it says is not believed,
 * only a reason to look; where a webhook secret is set, a callback without Kling's signature is none. Refusals are
 * not logged: the address is a secret.
 */
export function klingCallbackRoute({
  deps,
  isKlingCallback,
}: Pick<Container, 'deps' | 'isKlingCallback'>): RequestHandler<{ outputId: string; secret: string }> {
  return async (req, res) => {
    try {
      if (isKlingCallback && !isKlingCallback({ headers: req.headers, body: await readBytes(req) }))
        throw new DomainError('not_found', 'There is nothing at this address.')
      await hearCallback({ kind: 'anonymous' }, req.params, deps)
      res.status(204).end()
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      sendProblem(res, error)
    }
    dropRest(req)
  }
}
