import { DomainError } from '@studio/core/kernel'

/**
 * Refuses e-mail addresses under `.invalid`: they reach nobody (RFC 2606, section 2), and one of them is the
 * command line's own account, which no person may take or open.
 * @throws DomainError `invalid_input`
 */
export function refuseReservedEmail(email: string): void {
  if (!email.toLowerCase().endsWith('.invalid')) return
  const message = 'No mail can reach an address that ends with ".invalid". Use another one.'
  throw new DomainError('invalid_input', message, { fields: [{ path: 'email', message }] })
}
