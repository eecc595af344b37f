import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import { PictureUnreadable } from './port.ts'

/** What a video says about itself: its size as it is shown, and how long it plays. */
export type VideoFacts = { widthPx: number; heightPx: number; durationMs: number }

/** Less than one picture at 120 a second: rounding of time scales, not a missing end. */
const TOLERANCE_SECONDS = 1 / 120

/**
 * Reads an MP4 through to its end, without decoding it.
 * @throws PictureUnreadable when it holds no video, or not all of the one it announces
 */
export async function readVideo(bytes: Uint8Array): Promise<VideoFacts> {
  const input = new Input({ formats: [MP4], source: new BufferSource(bytes) })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track) throw new PictureUnreadable('the file holds no video')
    const durationSeconds = await track.computeDuration()
    let endSeconds = 0
    for await (const { timestamp, duration } of new EncodedPacketSink(track).packets())
      endSeconds = Math.max(endSeconds, timestamp + duration)
    if (durationSeconds <= 0 || endSeconds < durationSeconds - TOLERANCE_SECONDS)
      throw new PictureUnreadable('the video ends too early')
    const durationMs = Math.round(durationSeconds * 1000)
    return { widthPx: track.displayWidth, heightPx: track.displayHeight, durationMs }
  } finally {
    input.dispose()
  }
}
