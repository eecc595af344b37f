import type { Registry } from '@studio/core/models'
import type { Deps } from '../kernel/index.ts'
import { findRegistry } from './find-registry.ts'

/** How long a process goes by what it read: what an operator changes counts everywhere after this, without a restart. */
const KEPT_MS = 10_000

/** Opens the registry for use cases (`deps.registry`): as it stands, read again every 10 seconds at most. */
export function openRegistry(deps: Pick<Deps, 'db' | 'clock' | 'logger'>): () => Promise<Registry> {
  let kept: { registry: Promise<Registry>; readAtMs: number } | undefined
  return () => {
    const nowMs = deps.clock.now().getTime()
    if (kept && nowMs - kept.readAtMs < KEPT_MS) return kept.registry
    const reading = { registry: readRegistry(deps), readAtMs: nowMs }
    kept = reading
    // A failure is answered once and not kept.
    reading.registry.catch(() => {
      if (kept === reading) kept = undefined
    })
    return reading.registry
  }
}

async function readRegistry(deps: Pick<Deps, 'db' | 'logger'>): Promise<Registry> {
  const { registry, problem } = await findRegistry(deps)
  if (problem)
    deps.logger.error({ problem }, 'the operator’s registry cannot be used, the built-in one counts')
  return registry
}
