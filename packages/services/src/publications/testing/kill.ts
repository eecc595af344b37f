import type { Database } from '@studio/db'
import type { StoreConnector } from '@studio/integrations/store-connector'
import type { PublishDeps } from '../index.ts'

/** Where a worker is killed: right after its nth call to the store, or its nth transaction. */
export type KillPoint = { after: 'call' | 'write'; nth: number }

/** Dependencies of a worker that is killed at a point, and what fulfils once it was. From there on it does nothing. */
export function killedAt(
  { after, nth }: KillPoint,
  deps: PublishDeps,
): { deps: PublishDeps; killed: Promise<'killed'> } {
  const { promise: killed, resolve } = Promise.withResolvers<'killed'>()
  let left = nth
  const countDown = async <Result>(done: Result): Promise<Result> => {
    left -= 1
    if (left > 0) return done
    resolve('killed')
    return new Promise(() => {})
  }
  if (after === 'write') return { deps: { ...deps, db: withTransactions(deps.db, countDown) }, killed }
  const openConnector: PublishDeps['openConnector'] = (access) => {
    const connector = deps.openConnector(access)
    return new Proxy(connector, {
      get(target, name: keyof StoreConnector) {
        const value = target[name]
        if (typeof value !== 'function') return value
        return async (...args: never[]) => countDown(await (value as (...all: never[]) => unknown)(...args))
      },
    })
  }
  return { deps: { ...deps, openConnector }, killed }
}

function withTransactions(db: Database, countDown: <Result>(done: Result) => Promise<Result>): Database {
  return new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (name !== '$transaction') return value
      return async (...args: never[]) => countDown(await value.apply(target, args))
    },
  })
}
