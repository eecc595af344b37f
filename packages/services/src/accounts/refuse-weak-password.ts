import { DomainError } from '@studio/core/kernel'
import { describeWeakness, type PasswordOwner } from '@studio/core/passwords'

/**
 * Refuses a new password that would be guessed among the first. @throws DomainError `invalid_input`, which names the
 * field of the form that it was typed into
 */
export function refuseWeakPassword(password: string, owner: PasswordOwner, path = 'password'): void {
  const message = describeWeakness(password, owner)
  if (message) throw new DomainError('invalid_input', message, { fields: [{ path, message }] })
}
