import { expect, it } from 'vitest'
import { jsonAnswer } from './answer.ts'

const files = (door: string) => ({
  thumb: `${door}/assets/ast_1/file?size=thumb`,
  preview: `${door}/assets/ast_1/file?size=preview`,
  original: `${door}/assets/ast_1/file?size=original`,
  download: `${door}/assets/ast_1/file?size=original&download=1`,
  sourceThumb: `${door}/assets/ast_1/file?size=thumb`,
  file: `${door}/assets/ast_1/file?size=thumb`,
})

it('an answer points to the files of its own door, however deep they lie', () => {
  const answer = (door: string) => ({ items: [{ output: { asset: { files: files(door) } } }] })
  expect(JSON.parse(jsonAnswer(200, answer('/api')).body ?? '')).toEqual(answer('/api/v1'))
})

it.each(['/api/assets/a.jpg', '"thumb":"/api/assets/a.jpg', '{"thumb":"/api/assets/"}'])(
  'a file that is called %s keeps its name',
  (fileName) => {
    expect(JSON.parse(jsonAnswer(200, { fileName }).body ?? '')).toEqual({ fileName })
  },
)
