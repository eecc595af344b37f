// Runs before the first paint, so that a person who chose dark is never flashed with light.
// The same key is read and written by src/ui/theme.ts.
try {
  const theme = localStorage.getItem('studio.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is closed to us: the system's own theme it is.
}
