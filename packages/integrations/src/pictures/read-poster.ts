import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PictureUnreadable } from './port.ts'

const run = promisify(execFile)
const TIMEOUT_MS = 60_000
/** A 4K frame as PNG is some 20 MB at most. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024

/** The file's kind is fixed, and no other file or address can be opened: bytes from outside decide neither. */
const READ_MP4 = [
  '-nostdin',
  '-v',
  'error',
  '-threads',
  '1',
  '-protocol_whitelist',
  'file',
  '-f',
  'mov',
  '-i',
]
const WRITE_FIRST_FRAME = ['-map', '0:v:0', '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1']

/**
 * The first frame of an MP4 as PNG, upright, by ffmpeg; null on a machine that has no such program.
 * @throws PictureUnreadable when the frame cannot be decoded
 */
export async function readPoster(bytes: Uint8Array, ffmpegPath: string): Promise<Uint8Array | null> {
  const dir = await mkdtemp(join(tmpdir(), 'studio-video-'))
  try {
    const file = join(dir, 'video.mp4')
    await writeFile(file, bytes)
    return await decodeFirstFrame(file, ffmpegPath)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function decodeFirstFrame(file: string, ffmpegPath: string): Promise<Uint8Array | null> {
  const limits = { encoding: 'buffer', timeout: TIMEOUT_MS, maxBuffer: MAX_FRAME_BYTES } as const
  try {
    const { stdout } = await run(ffmpegPath, [...READ_MP4, file, ...WRITE_FIRST_FRAME], limits)
    return stdout
  } catch (error) {
    const isNotStarted = error instanceof Error && 'syscall' in error
    if (isNotStarted) return null
    throw new PictureUnreadable('the first frame of the video cannot be decoded')
  }
}
