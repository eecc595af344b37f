import { formatDay } from '../../lib/format.ts'

type Dated = { createdAt: string }

/** How each asset's day is called, remembered per asset: a long list is laid out anew with every page. */
export function rememberDays(now: Date): (asset: Dated) => string {
  const known = new WeakMap<Dated, string>()
  return (asset) => {
    const day = known.get(asset) ?? formatDay(asset.createdAt, now)
    known.set(asset, day)
    return day
  }
}
