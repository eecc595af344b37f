import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { readPicture } from './read-picture.ts'

const noise = () =>
  sharp({
    create: {
      width: 60,
      height: 40,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
      background: 'black',
    },
  })

const files = [
  ['image/png', await noise().png().toBuffer()],
  ['image/jpeg', await noise().jpeg().toBuffer()],
  ['image/jpeg', await noise().jpeg({ progressive: true }).toBuffer()],
  ['image/webp', await noise().webp().toBuffer()],
] as const

describe.each(files)('%s', (mime, file) => {
  it('that came whole is read as it is', () => {
    expect(readPicture(file.toString('base64'))).toEqual({ bytes: file, mime })
  })

  it('cut anywhere is refused', () => {
    for (let sizeBytes = 0; sizeBytes < file.byteLength - 1; sizeBytes += 1) {
      expect(readPicture(file.subarray(0, sizeBytes).toString('base64'))).toHaveProperty('problem')
    }
  })

  it('whose base64 text is damaged is refused', () => {
    const text = file.toString('base64')
    expect(readPicture(text.slice(0, -1))).toHaveProperty('problem')
    expect(readPicture(`${text.slice(0, 100)}!!!!${text.slice(104)}`)).toHaveProperty('problem')
  })
})

it('the end of a thumbnail is not taken for the end of the picture', async () => {
  const [, jpeg] = files[1]
  const thumbnail = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), jpeg])
  thumbnail.writeUInt16BE(jpeg.byteLength + 2, 2)
  const whole = Buffer.concat([jpeg.subarray(0, 2), thumbnail, jpeg.subarray(2)])
  expect(readPicture(whole.toString('base64'))).toHaveProperty('mime', 'image/jpeg')
  expect(readPicture(whole.subarray(0, whole.byteLength - 200).toString('base64'))).toHaveProperty('problem')
})

it('anything else is no picture', () => {
  expect(readPicture(Buffer.from('<html>').toString('base64'))).toHaveProperty('problem')
  expect(readPicture('')).toHaveProperty('problem')
})
