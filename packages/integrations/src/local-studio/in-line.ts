/**
 * Does one piece of work after the other: pictures of 50 megapixels are large, and a second one at the same time would
 * only make both slower. Whose signal is aborted leaves at once, with the signal's own reason; what it was waiting
 * for is skipped, or ends unheard.
 */
export function createLine(): <Result>(work: () => Promise<Result>, signal: AbortSignal) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (work, signal) => {
    const turn = last.then(() => {
      signal.throwIfAborted()
      return work()
    })
    last = turn.catch(() => {})
    return untilAborted(turn, signal)
  }
}

async function untilAborted<Result>(turn: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>()
  const leave = () => aborted.reject(signal.reason)
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave)
  try {
    return await Promise.race([turn, aborted.promise])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
