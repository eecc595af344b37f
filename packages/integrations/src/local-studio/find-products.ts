import { createHash } from 'node:crypto'
import type { CutOutMaker, CutSwitches, Finding } from '@studio/cutout'

/** How many photos stay known; a finding takes about 4 MB. */
const KEPT = 6

/**
 * Finds products and remembers the latest ones, because a photo is judged before a shot is made of it, and several
 * shots are usually made of one photo.
 */
export function rememberFindings(
  cutter: CutOutMaker,
): (photo: Uint8Array, switches?: CutSwitches) => Promise<Finding> {
  const known = new Map<string, Promise<Finding>>()
  return (photo, { fillHoles = false, removeShadow = false } = {}) => {
    const key = `${createHash('sha256').update(photo).digest('hex')} ${fillHoles} ${removeShadow}`
    const finding = known.get(key) ?? cutter.find(photo, { fillHoles, removeShadow })
    known.delete(key)
    known.set(key, finding)
    finding.catch(() => known.delete(key))
    const [oldest] = known.keys()
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
    return finding
  }
}
