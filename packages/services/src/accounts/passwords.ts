import { type Algorithm, hash, verify } from '@node-rs/argon2'

/** argon2id with the least cost that OWASP's password storage cheat sheet accepts: 19 MiB, 2 passes, 1 lane. */
const COST = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes a password with a salt of its own, as an argon2id PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}

/** A hash of nobody's password, so that an unknown e-mail takes as long to refuse as a wrong password. */
const nobodysHash = hashPassword(crypto.randomUUID())

/** Checks a password; without a hash (no such account, or one without a password) it does the same work and says no. */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodysHash), password)
  return typeof passwordHash === 'string' && matches
}
