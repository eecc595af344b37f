/** Loaded into a process before its program: tells its parent how much it holds, after collecting what is garbage. */
process.on('message', (message) => {
  if (message !== 'memory') return
  globalThis.gc?.()
  process.send?.({ memory: process.memoryUsage() })
})
