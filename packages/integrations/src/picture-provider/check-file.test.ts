import { makeSampleVideo } from '@studio/emulators/kling'
import { describe, expect, it } from 'vitest'
import { checkFile } from './check-file.ts'

const video = Buffer.from(await makeSampleVideo())

/** A box of ISO/IEC 14496-12 with nothing but its head. */
function box(kind: string, size = 8): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(size)
  head.write(kind, 4, 'latin1')
  return head
}

describe('a video', () => {
  it('that came whole is known by its bytes', () => {
    expect(checkFile(video)).toEqual({ mime: 'video/mp4' })
  })

  it('cut anywhere in its frames or its index is refused', () => {
    const indexAt = video.indexOf('moov') - 4
    const indexEnd = indexAt + video.readUInt32BE(indexAt)
    for (let sizeBytes = 0; sizeBytes < indexEnd; sizeBytes++)
      expect(checkFile(video.subarray(0, sizeBytes))).toHaveProperty('problem')
  })

  it('without frames or without an index is refused', () => {
    expect(checkFile(Buffer.concat([box('ftyp'), box('moov')]))).toHaveProperty('problem')
    expect(checkFile(Buffer.concat([box('ftyp'), box('mdat')]))).toHaveProperty('problem')
  })

  it('may have a last box up to the end, and one with a long size', () => {
    const long = Buffer.concat([box('mdat', 1), Buffer.from('0000000000000010', 'hex')])
    expect(checkFile(Buffer.concat([box('ftyp'), long, box('moov', 0), Buffer.alloc(9)]))).toEqual({
      mime: 'video/mp4',
    })
  })
})
