/** Which side a photo shows, or that it is one more of the same: the last part of many file names. */
const VIEW = /^(front|back|side|left|right|top|bottom|main|detail|hero|packshot|alt|\d{1,2})$/i

/** Names that cameras and telephones give: they tell one file from another, and nothing of the product. */
const CAMERA = /^(IMG|MVIMG|DSC[FN]?|PXL|GOPR|P)-?\d+$/

/** As product numbers are written: capitals, digits and dashes in one piece, or the digits of a bar code (GTIN-12 to -14). */
const SKU = /^((?=.*\d)(?=.*[A-Z])[A-Z\d]+(-[A-Z\d]+)*|\d{12,14})$/

/**
 * What a photo's file is called may say which product it shows: `MUG-1_front.jpg` is the product with the SKU `MUG-1`.
 * A name that a camera gave, or that is made of words, has no SKU.
 */
export function readFileName(fileName: string): { sku: string | null; name: string } {
  const name = stemOf(fileName)
  const parts = name.replace(/ ?\(\d+\)$/, '').split(/[_ ]+/)
  if (parts.length > 1 && VIEW.test(parts.at(-1) ?? '')) parts.pop()
  const [only = ''] = parts.length === 1 ? parts : []
  return { sku: SKU.test(only) && !CAMERA.test(only) ? only : null, name }
}

/**
 * The name that a file out of a folder gets: where it says only which side it shows, the folder says of which product.
 * @param path the file's way from the chosen folder on, such as `shoes/SHOE-7/front.jpg`
 */
export function fileNameInFolder(path: string): string {
  const parts = path.split('/').filter((part) => part !== '')
  const fileName = parts.at(-1) ?? path
  const folder = parts.at(-2)
  return folder !== undefined && VIEW.test(stemOf(fileName)) ? `${folder}_${fileName}` : fileName
}

function stemOf(fileName: string): string {
  return fileName.replace(/\.[a-z\d]{2,5}$/i, '')
}
