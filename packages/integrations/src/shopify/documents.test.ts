import { readAdminSchema } from '@studio/emulators/shopify'
import { NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import * as documents from './documents.ts'

const schema = readAdminSchema()
const { API_VERSION, ...texts } = documents

describe(`what is asked of Shopify in ${API_VERSION}`, () => {
  it.each(Object.entries(texts))(
    '%s is right by Shopify’s own schema, without a deprecated field',
    (_name, text) => {
      expect(validate(schema, parse(text), [...specifiedRules, NoDeprecatedCustomRule])).toEqual([])
    },
  )
})
