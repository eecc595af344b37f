import { expect, it } from 'vitest'
import { fileNameInFolder, readFileName } from './read-file-name.ts'

it.each([
  ['MUG-1.jpg', 'MUG-1'],
  ['MUG-1_front.jpg', 'MUG-1'],
  ['MUG1_02.webp', 'MUG1'],
  ['AB-2034-RED (2).png', 'AB-2034-RED'],
  ['4006381333931_front.jpg', '4006381333931'],
  ['IMG_2034.jpg', null],
  ['IMG-2034.jpg', null],
  ['DSC01234.JPG', null],
  ['PXL_20260101_101010.jpg', null],
  ['blue mug.jpg', null],
  ['thomas-q-1229169-unsplash.jpg', null],
  ['20260101_101010.jpg', null],
  ['front.jpg', null],
])('%s shows the product with the SKU %s', (fileName, sku) => {
  expect(readFileName(fileName).sku).toBe(sku)
})

it('the name of a photo is that of its file, without the ending', () => {
  expect(readFileName('Blue mug.final.jpg').name).toBe('Blue mug.final')
})

it.each([
  ['shoes/SHOE-7/front.jpg', 'SHOE-7_front.jpg'],
  ['shoes/SHOE-7/1.jpg', 'SHOE-7_1.jpg'],
  ['shoes/SHOE-7.jpg', 'SHOE-7.jpg'],
  ['1.jpg', '1.jpg'],
])('%s out of a folder is called %s', (path, name) => {
  expect(fileNameInFolder(path)).toBe(name)
})
