import { z } from 'zod'
import { type Check, failed, type Outcome, passed } from './check.ts'
import { runTool } from './tool.ts'

/**
 * What ships: API and worker with everything they depend on. The web app declares all its packages as
 * devDependencies, because the build takes what it needs: there the tools that build it are judged as well.
 */
const SHIPPED = [
  [
    '--filter-prod',
    '@studio/api...',
    '--filter-prod',
    '@studio/worker...',
    'licenses',
    'list',
    '--json',
    '--prod',
  ],
  ['--filter', '@studio/web', 'licenses', 'list', '--json'],
]

/** May not ship: their terms would reach over our own code. LGPL does not, and is only listed. */
const REFUSED = /(?<!L)GPL|SSPL|BUSL|Commons-Clause/i
const LISTED = /LGPL|MPL|EPL|CDDL/i

const licensesSchema = z.record(z.string(), z.array(z.object({ name: z.string() })))

/** Lists the licences of what ships and fails on GPL and AGPL, and on packages that name no licence. */
export const licencesCheck: Check = {
  name: 'licences',
  title: 'no GPL or AGPL in what ships',
  async run() {
    const packagesByLicence = new Map<string, Set<string>>()
    for (const args of SHIPPED) {
      const { exitCode, output } = await runTool('pnpm', args)
      if (exitCode !== 0) return failed(output)
      for (const [licence, packages] of Object.entries(licensesSchema.parse(JSON.parse(output)))) {
        const names = packagesByLicence.get(licence) ?? new Set()
        for (const { name } of packages) names.add(name)
        packagesByLicence.set(licence, names)
      }
    }
    return judge(packagesByLicence)
  },
}

/** Decides about the licences found; a choice ("MIT OR GPL-2.0") is free as soon as one side is. */
export function judge(packagesByLicence: ReadonlyMap<string, ReadonlySet<string>>): Outcome {
  const counted = [...packagesByLicence].sort(([, a], [, b]) => b.size - a.size)
  const refused = counted.filter(([licence]) => isRefused(licence))
  const named = counted.filter(([licence]) => LISTED.test(licence) && !isRefused(licence))
  const describe = ([licence, names]: [string, ReadonlySet<string>]) => `${licence}: ${[...names].join(', ')}`
  if (refused.length > 0) {
    return failed(
      ['These licences may not ship:', ...refused.map((entry) => `  ${describe(entry)}`)].join('\n'),
    )
  }
  const summary = counted.map(([licence, names]) => `${names.size} ${licence}`).join(', ')
  return { ...passed, note: [summary, ...named.map(describe)].join('\n') }
}

function isRefused(licence: string): boolean {
  if (/^unknown$/i.test(licence)) return true
  return licence.split(/ OR /i).every((choice) => REFUSED.test(choice))
}
