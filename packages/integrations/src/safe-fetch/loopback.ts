const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i

/** Whether a host name, as a URL or a setting spells it, means this machine alone: what goes there meets no network. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host)
}
