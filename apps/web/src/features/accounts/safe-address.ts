/** Where to go after the way in: an address of this app only, so that a link cannot lead a person elsewhere. */
export function safeAddress(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/'
}
