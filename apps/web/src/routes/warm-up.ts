/** Screens without the shell around them. */
const PUBLIC = ['/privacy', '/arrive', '/forgot-password']

/**
 * Starts loading the first screen's files at once. The router asks for them only when it knows who is signed in;
 * this way both are on the line together.
 */
export function warmUp(pathname: string): void {
  if (pathname.startsWith('/sign-') || PUBLIC.includes(pathname)) return
  void import('../features/shell/shell.tsx')
  if (pathname === '/' || pathname.startsWith('/assets/')) void import('../features/assets/library-page.tsx')
}
