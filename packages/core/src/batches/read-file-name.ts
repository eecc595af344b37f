/** Which side a photo shows, or that it is one more of the same: the last part of many file names. */
const VIEW = /^(front|back|side|left|right|top|bottom|main|detail|hero|packshot|alt|\d{1,2})$/i

/** Names that cameras and telephones give: they tell one file from another, and nothing of the product. */
const CAMERA = /^(img|dsc|dscf|dscn|pxl|mvimg|gopr|p|photo|image|picture|screenshot|whatsapp|scan|untitled)$/i

/** As a product number is written: letters, digits and dashes in one piece, a digit among them. */
const SKU = /^(?=[a-z\d-]*\d)[a-z\d]+(-[a-z\d]+)*$/i

/**
 * What a photo's file is called says which product it shows: `MUG-1_front.jpg` is the product with the SKU `MUG-1`.
 * A name that a camera gave, or that is none of a product, has no SKU.
 */
export function readFileName(fileName: string): { sku: string | null; name: string } {
  const name = stemOf(fileName)
  const parts = name
    .replace(/ ?\(\d+\)$/, '')
    .split(/[_ ]+/)
    .filter((part) => part !== '')
  const [first = '', ...others] = parts.at(-1)?.match(VIEW) && parts.length > 1 ? parts.slice(0, -1) : parts
  const isProduct = others.length === 0 && SKU.test(first) && /[a-z]/i.test(first) && first.length <= 40
  const isCamera = CAMERA.test(first.replace(/[\d-].*$/, ''))
  return { sku: isProduct && !isCamera ? first : null, name }
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
