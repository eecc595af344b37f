/** A file of the media library; its bytes are kept beside. */
export type Media = {
  id: number
  title: string
  /** As it is in the database, which is not always as it was sent. */
  altText: string
  /** Below `wp-content/uploads`. */
  file: string
  mime: string
  widthPx: number
  heightPx: number
  createdAtMs: number
}

/** A variation of a product; 0 shows the picture of the product. */
export type Variation = { id: number; sku: string; options: string[]; imageId: number }

/** A product: as in WooCommerce, its featured picture is kept apart from its gallery. 0 is none. */
export type Product = {
  id: number
  name: string
  slug: string
  status: 'publish' | 'draft' | 'private' | 'trash'
  categories: string[]
  brands: string[]
  /** What its variations differ in; empty for a simple product. */
  attribute: string
  imageId: number
  galleryIds: number[]
  variations: Variation[]
  createdAtMs: number
  modifiedAtMs: number
}

/** Somebody of the site, and what WordPress allows them. */
export type User = { id: number; login: string; capabilities: string[] }

/** A password that a person made for a program. */
export type ApplicationPassword = {
  uuid: string
  userId: number
  name: string
  appId: string
  password: string
}

/** Who wants to be told of what. WooCommerce disables one after five deliveries that failed. */
export type Webhook = {
  id: number
  name: string
  topic: string
  deliveryUrl: string
  secret: string
  status: 'active' | 'paused' | 'disabled'
  failures: number
}

/** A site, as plain data: it is written to a file. */
export type Site = {
  name: string
  lastId: number
  products: Record<number, Product>
  media: Record<number, Media>
  users: User[]
  passwords: ApplicationPassword[]
  webhooks: Record<number, Webhook>
}

/** The next id: all things of a site count together. */
export function newId(site: Site): number {
  site.lastId += 1
  return site.lastId
}

/** What people may do who keep a shop (woocommerce.com, "Roles and capabilities"), as far as anybody asks. */
const KEEPER = [
  'read',
  'upload_files',
  'edit_posts',
  'edit_others_posts',
  'delete_posts',
  'edit_products',
  'edit_others_products',
  'delete_products',
  'manage_woocommerce',
]

/** A site with its people and nothing in it. */
export function createSite(name: string): Site {
  const users: User[] = [
    { id: 1, login: 'merchant', capabilities: KEEPER },
    { id: 2, login: 'clerk', capabilities: ['read', 'edit_products', 'edit_others_products'] },
  ]
  return { name, lastId: 10, products: {}, media: {}, users, passwords: [], webhooks: {} }
}
