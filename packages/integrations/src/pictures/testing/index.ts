import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether the foreign reader of metadata is on this machine. */
export const hasExiftool = spawnSync('exiftool', ['-ver']).status === 0

/** Stands behind the title of tests that need it, so that their being skipped explains itself. */
export const withoutExiftool = hasExiftool
  ? ''
  : ' (skipped: exiftool is not installed; Debian has it as libimage-exiftool-perl)'

/** Whether videos can be decoded on this machine. */
export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

/** Stands behind the title of tests that need it. */
export const withoutFfmpeg = hasFfmpeg ? '' : ' (skipped: ffmpeg is not installed; Debian has it as ffmpeg)'

/** What a program that knows nothing of ours says how a file came about: the last word of its IPTC source type, '' for none. */
export function readWithExiftool(bytes: Uint8Array): string {
  const dir = mkdtempSync(join(tmpdir(), 'studio-exiftool-'))
  try {
    // It goes by the bytes: the name says nothing.
    const file = join(dir, 'file')
    writeFileSync(file, bytes)
    const { stdout, stderr } = spawnSync('exiftool', ['-s3', '-n', '-XMP-iptcExt:DigitalSourceType', file])
    if (String(stderr) !== '') throw new Error(String(stderr))
    return String(stdout).trim().split('/').at(-1) ?? ''
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
