import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const SECRET_BYTES = 32

const makeSecret = () => randomBytes(SECRET_BYTES).toString('base64url')
const makeKeyring = () => `first:${makeSecret()}`

/** Secrets that the services need and that an installation for trying makes for itself. */
const GENERATED_SECRETS = {
  FILE_URL_SECRET: makeSecret,
  CREDENTIAL_KEYS: makeKeyring,
  TOKEN_PEPPERS: makeKeyring,
  RECEIPT_SIGNING_KEY: makeSecret,
}

/** A secret that the services need. */
export type SecretName = keyof typeof GENERATED_SECRETS

const secretsSchema = z.record(z.string(), z.string())

/**
 * The generated secrets as environment variables; one that the environment already sets is kept. They are
 * made once and stored in `<homeDir>/secrets.json`, readable by the owner alone: links signed before a
 * restart stay valid after it.
 */
export function loadSecrets(homeDir: string): Record<SecretName, string> {
  const file = join(homeDir, 'secrets.json')
  const entries = Object.entries(GENERATED_SECRETS)
  const stored = readSecrets(file)
  const secrets = { ...stored }
  for (const [name, make] of entries) secrets[name] ??= make()
  if (entries.some(([name]) => !stored[name])) {
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  }
  return Object.fromEntries(
    entries.map(([name]) => [name, process.env[name] || (secrets[name] ?? '')]),
  ) as Record<SecretName, string>
}

function readSecrets(file: string): Record<string, string> {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
