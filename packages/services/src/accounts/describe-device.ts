import type { DeviceView } from '@studio/core/accounts'
import bowser from 'bowser'

const KINDS: Record<string, DeviceView['kind']> = { desktop: 'desktop', mobile: 'phone', tablet: 'tablet' }

/** What a person recognises a browser by, out of its `User-Agent`. Whatever does not say is unknown. */
export function describeDevice(userAgent: string): DeviceView {
  if (userAgent === COMMAND_LINE) return { name: 'Studio command line', kind: 'program' }
  if (!userAgent) return UNKNOWN
  const { browser, os, platform } = bowser.parse(userAgent)
  if (!browser.name) return UNKNOWN
  const name = os.name ? `${browser.name} on ${os.name}` : browser.name
  return { name, kind: KINDS[platform.type ?? ''] ?? 'unknown' }
}

/** How our own command line names itself. */
export const COMMAND_LINE = 'studio command line'

const UNKNOWN: DeviceView = { name: 'Unknown browser', kind: 'unknown' }
