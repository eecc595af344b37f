/**
 * Makes a call that many may ask for at once run one at a time: asked for while it runs, it runs once more after,
 * however often that was. `onError` hears of a run that failed; the next one is not kept from running.
 */
export function oneAtATime(run: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let isRunning = false
  let isWanted = false
  const go = async () => {
    if (isRunning) return
    isRunning = true
    while (isWanted) {
      isWanted = false
      await run().catch(onError)
    }
    isRunning = false
  }
  return () => {
    isWanted = true
    void go()
  }
}
