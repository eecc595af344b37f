import { readReceipt } from '@studio/services/deletions'
import type { RequestHandler } from 'express'
import { z } from 'zod'
import type { Container } from '../container.ts'

const query = z.object({ key: z.string().max(100).default(''), download: z.string().optional() })

/**
 * `GET /api/receipts/:deletionId?key=…`: the receipt of a deleted account, to whoever has its link; 202 with how far
 * it is while there is none yet. With `&download` it is saved as a file.
 */
export function receiptRoute({ deps }: Pick<Container, 'deps'>): RequestHandler<{ deletionId: string }> {
  return async (req, res) => {
    const { key: secret, download } = query.catch({ key: '' }).parse(req.query)
    const { deletionId } = req.params
    const state = await readReceipt({ kind: 'anonymous' }, { deletionId, secret }, deps)
    res.setHeader('Cache-Control', 'no-store')
    if (state.status !== 'finished') {
      res
        .status(202)
        .setHeader('Retry-After', '2')
        .json({ ...state, dueAt: state.dueAt.toISOString() })
      return
    }
    if (download !== undefined) res.attachment(`receipt-${deletionId}.json`)
    res.json(state.receipt)
  }
}

/** `GET /.well-known/studio-receipt-key.json`: the public key that receipts of this studio are checked with. */
export function receiptKeyRoute({ deps }: Pick<Container, 'deps'>): RequestHandler {
  return (_req, res) => {
    res.json({ algorithm: 'Ed25519', publicKey: deps.keys.receipt.publicKey })
  }
}
