import { expect, test } from 'vitest'
import { judge } from './licences.ts'

const shipping = (licence: string) => judge(new Map([[licence, new Set(['some-package'])]]))

test.each(['MIT', 'Apache-2.0', 'ISC', 'LGPL-3.0-or-later', 'MPL-2.0', '(MIT OR GPL-3.0)'])(
  '%s may ship',
  (licence) => {
    expect(shipping(licence)).toMatchObject({ passed: 1, failed: 0 })
  },
)

test.each(['GPL-3.0', 'GPL-2.0-only', 'AGPL-3.0-or-later', '(GPL-2.0 OR AGPL-3.0)', 'SSPL-1.0', 'Unknown'])(
  '%s may not ship, and the package is named',
  (licence) => {
    const outcome = shipping(licence)
    expect(outcome).toMatchObject({ passed: 0, failed: 1 })
    expect(outcome.details).toContain('some-package')
  },
)

test('LGPL packages are listed by name', () => {
  expect(shipping('LGPL-3.0-or-later').note).toContain('LGPL-3.0-or-later: some-package')
})
