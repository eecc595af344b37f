import { judgeCutOut } from '@studio/core/analyses'
import type { StudioScene } from '@studio/core/shots'
import type { CutOutMaker, CutSwitches, Finding, StageOrder } from '@studio/cutout'
import { type MadePicture, type PictureRequest, ProviderFailure } from '../picture-provider/index.ts'
import { cropDetail } from './crop-detail.ts'
import { cutOutOf } from './cut-out.ts'
import { encodeMask, encodeStaged, type PictureFile } from './encode.ts'
import { fitPhoto } from './fit-photo.ts'
import { type FoundProduct, setOnGround } from './on-ground.ts'
import { setTogether } from './set-together.ts'
import { drawSizeLines } from './size-lines.ts'

/** What scenes are made with. */
export type SceneKit = {
  cutter: CutOutMaker
  find(photo: Uint8Array, switches?: CutSwitches): Promise<Finding>
}

/** A picture of a scene, with its cut where one was made. */
export type MadeScene = { file: PictureFile; cutOut: MadePicture['cutOut'] }

/** The most products that stand together. */
const MOST_TOGETHER = 6

/** Makes a scene. @throws ProviderFailure `no_product`, `cut_out_unsure`, `source_unreadable`, `refused_request` */
export async function makeScene(
  scene: StudioScene,
  request: PictureRequest,
  kit: SceneKit,
): Promise<MadeScene> {
  const photos = photosOf(request)
  const [photo] = photos
  if (!photo) throw new ProviderFailure('refused_request', 'no photo was given')
  const { cutter } = kit
  if (scene === 'fit') return { file: await fitPhoto(photo, request), cutOut: null }
  if (scene === 'details' || scene === 'texture') {
    const product = await findProduct(photo, request, kit)
    return { file: await cropDetail(scene, product, request, cutter), cutOut: null }
  }
  const wanted = scene === 'together' ? photos.slice(0, MOST_TOGETHER) : [photo]
  const products: FoundProduct[] = []
  for (const bytes of wanted) products.push(requireSure(await findProduct(bytes, request, kit), request))
  const order = await orderFor(scene, products, request, cutter)
  const file = await cutter.stage(order).then(encodeStaged)
  return { file, cutOut: await describeCuts(products) }
}

/** The products among the photos; all of them when nobody said what they are. */
function photosOf({ sources }: PictureRequest): Uint8Array[] {
  const products = sources.filter(({ role }) => role === 'product')
  return (products.length > 0 ? products : sources).map(({ bytes }) => bytes)
}

async function findProduct(
  bytes: Uint8Array,
  { options }: PictureRequest,
  kit: SceneKit,
): Promise<FoundProduct> {
  const finding = await kit.find(bytes, options)
  if (hasProduct(finding)) return { bytes, finding }
  throw new ProviderFailure('no_product', 'nothing stands out from the background')
}

function hasProduct(finding: Finding): finding is FoundProduct['finding'] {
  return finding.box !== null
}

function requireSure(product: FoundProduct, { options }: PictureRequest): FoundProduct {
  const { confidence } = product.finding
  if (judgeCutOut(confidence) !== 'unsuitable' || options.acceptUnsure) return product
  throw new ProviderFailure('cut_out_unsure', `confidence ${confidence.toFixed(3)}`)
}

function orderFor(
  scene: Exclude<StudioScene, 'fit' | 'details' | 'texture'>,
  products: FoundProduct[],
  request: PictureRequest,
  cutter: CutOutMaker,
): Promise<StageOrder> {
  const [product] = products
  if (scene === 'together') return setTogether(products, request, cutter)
  if (!product) throw new ProviderFailure('no_product', 'no product was found')
  if (scene === 'cut-out') return cutOutOf(product, request, cutter)
  if (scene === 'size-lines') return drawSizeLines(product, request, cutter)
  return setOnGround(scene, product, request, cutter)
}

/** Of several cuts, the least sure confidence and the first photo's mask. */
async function describeCuts(products: FoundProduct[]): Promise<MadePicture['cutOut']> {
  const [first] = products
  if (!first) return null
  const { mask, work } = first.finding
  return {
    confidence: Math.min(...products.map(({ finding }) => finding.confidence)),
    maskPng: await encodeMask(mask, work.widthPx, work.heightPx),
  }
}
