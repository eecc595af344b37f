import type { Model, ModelRoute } from '@studio/core/models'
import type { ProviderTask } from '../picture-provider/index.ts'
import type { KlingCall } from './call-kling.ts'

/** How a task of a model is asked for by the id that we gave it. */
export function lookUpCall(route: ModelRoute, { id }: ProviderTask): KlingCall {
  const name = encodeURIComponent(id)
  return route.protocol === 'new'
    ? { method: 'GET', path: `/tasks?external_task_ids=${name}` }
    : { method: 'GET', path: `${route.path}/${name}` }
}

/** The task in an answer to `lookUpCall`, whichever shape it came in; null where there is none. */
export function foundTask(data: unknown): unknown {
  return (Array.isArray(data) ? data[0] : data) ?? null
}

/** What names the version that answers: Kling's answers do not say it. */
export function versionOf({ route, id }: Model): string {
  return route?.modelName ?? route?.path.split('/').at(-1) ?? id
}
