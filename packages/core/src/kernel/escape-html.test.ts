import { expect, it } from 'vitest'
import { escapeHtml } from './escape-html.ts'

it('text neither begins a tag nor ends an attribute, and an entity in it is shown as it was written', () => {
  expect(escapeHtml(`<b title='"'>Tom & Jerry &amp;</b>`)).toBe(
    '&lt;b title=&#39;&quot;&#39;&gt;Tom &amp; Jerry &amp;amp;&lt;/b&gt;',
  )
})
