import { describe, expect, it } from 'vitest'
import { identityVariables, toOpenIdOptions } from './read-environment.ts'

const registration = { OIDC_CLIENT_ID: 'studio', OIDC_CLIENT_SECRET: 'secret' }
const read = (env: NodeJS.ProcessEnv) => toOpenIdOptions(identityVariables.parse(env))

describe('the environment of signing in elsewhere', () => {
  it('without a registration there is no other way in', () => {
    expect(read({})).toBeNull()
  })

  it('Google is the provider unless another is named', () => {
    const google = {
      name: 'Google',
      issuer: 'https://accounts.google.com',
      clientId: 'studio',
      clientSecret: 'secret',
    }
    expect(read(registration)).toEqual(google)
  })

  it.each([
    ['https://id.example.com/realms/a', undefined, 'id.example.com'],
    ['https://id.example.com', 'Example', 'Example'],
    ['http://127.0.0.1:4000', undefined, '127.0.0.1'],
    ['http://localhost:4000', undefined, 'localhost'],
  ])('%s is called as it is told, or by its host', (OIDC_ISSUER, OIDC_NAME, name) => {
    expect(read({ ...registration, OIDC_ISSUER, OIDC_NAME })).toMatchObject({ issuer: OIDC_ISSUER, name })
  })

  it.each([
    ['half a registration', { OIDC_CLIENT_ID: 'studio' }, 'OIDC_CLIENT_SECRET'],
    ['a provider without encryption', { OIDC_ISSUER: 'http://id.example.com' }, 'OIDC_ISSUER'],
    [
      'a name that only begins like this machine',
      { OIDC_ISSUER: 'http://localhost.example.com' },
      'OIDC_ISSUER',
    ],
    ['a document', { OIDC_ISSUER: 'https://id.example.com/.well-known/openid-configuration' }, 'OIDC_ISSUER'],
    ['no address', { OIDC_ISSUER: 'accounts.google.com' }, 'OIDC_ISSUER'],
  ])('%s is refused by the name of the variable', (_case, env, variable) => {
    expect(identityVariables.safeParse(env).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      variable,
    ])
  })
})
