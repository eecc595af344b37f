import type { Reply } from '../stand-in/reply.ts'
import type { Parts } from './call.ts'
import { escapeHtml, page } from './html.ts'
import { statusOf } from './media-life.ts'
import { notFound, pageReply } from './reply.ts'
import { cdnUrl } from './show.ts'
import type { Product, Shop, StoredFile, World } from './state.ts'

const THUMBNAIL_PX = 480

/** All shops of the emulator, to choose from. */
export function showShops({ shops }: World): Reply {
  const items = Object.values(shops).map(
    ({ domain, name, products }) =>
      `<li><a href="/shops/${domain}/">${escapeHtml(name)}</a> (${domain}, ${Object.keys(products).length} products)</li>`,
  )
  return pageReply(
    200,
    page('Sample shops', `<h1>Sample shops</h1><p>A stand-in for Shopify.</p><ul>${items.join('')}</ul>`),
  )
}

/** A shop as a shopper sees it: each product with its first picture. */
export function showShopPage(shop: Shop, parts: Parts): Reply {
  const cards = Object.values(shop.products)
    .filter(({ status }) => status === 'ACTIVE')
    .map((product) => {
      const [first] = picturesOf(product, shop, parts)
      const image = first ? picture(first, shop, parts) : ''
      const { handle, title } = product
      return `<a href="/shops/${shop.domain}/products/${handle}">${image}<div>${escapeHtml(title)}</div></a>`
    })
  const title = escapeHtml(shop.name)
  return pageReply(200, page(shop.name, `<h1>${title}</h1><div class="grid">${cards.join('')}</div>`))
}

/** One product: its pictures in their order, what is written of each, and what each variant shows. */
export function showProductPage(shop: Shop, handle: string, parts: Parts): Reply {
  const product = Object.values(shop.products).find((one) => one.handle === handle)
  if (!product) return notFound()
  const pictures = picturesOf(product, shop, parts)
  const figures = pictures.map(
    (file, index) =>
      `<figure data-media="${file.id}">${picture(file, shop, parts)}
      <figcaption>${index + 1}${index === 0 ? ' · featured' : ''} · ${escapeHtml(file.alt) || '<i>no description</i>'}</figcaption></figure>`,
  )
  const variants = product.variants.map(({ id, title, price, mediaId }) => {
    const place = pictures.findIndex((file) => file.id === mediaId)
    const shows = place < 0 ? 'the product’s pictures' : `picture ${place + 1}`
    return `<li data-variant="${id}">${escapeHtml(title)}, ${price}: shows ${shows}</li>`
  })
  return pageReply(
    200,
    page(
      product.title,
      `<p><a href="/shops/${shop.domain}/">${escapeHtml(shop.name)}</a></p>
      <h1>${escapeHtml(product.title)}</h1>
      <div class="grid">${figures.join('')}</div>
      <h2>Variants</h2><ul>${variants.join('')}</ul>`,
    ),
  )
}

/** Shoppers see what is ready alone. */
function picturesOf({ mediaIds }: Product, { files }: Shop, { clock }: Parts): StoredFile[] {
  return mediaIds
    .flatMap((id) => files[id] ?? [])
    .filter((file) => file.picture && statusOf(file, clock.nowMs()) === 'READY')
}

function picture(file: StoredFile, shop: Shop, { baseUrl }: Parts): string {
  const url = `${cdnUrl(baseUrl, shop, file)}&width=${THUMBNAIL_PX}`
  return `<img src="${escapeHtml(url)}" alt="${escapeHtml(file.alt)}" loading="lazy">`
}
