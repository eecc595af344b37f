import { z } from 'zod'
import type { PictureLimits } from '../assets/index.ts'

const MEGABYTE = 1_000_000
const MEGAPIXEL = 1_000_000

/** No limit that anybody names. */
const ANY = Number.POSITIVE_INFINITY

/** What a marketplace or an advertiser asks of the pictures that are sent to it. */
export type Channel = PictureLimits & {
  id: ChannelId
  name: string
  /** The least that it takes, and the least with which it shows all it can, in pixels of that side. */
  side: { of: 'longest' | 'shortest'; leastPx: number | null; advisedPx: number }
  /** The forms of file it takes among those that are made here. */
  mimes: readonly PictureMime[]
  /** Whether it advises square pictures. */
  isSquareAdvised: boolean
  /** Whether the figures are its own, or were collected by others. */
  source: 'official' | 'secondary' | 'both'
}

export type PictureMime = 'image/jpeg' | 'image/png' | 'image/webp'

/** The channels that pictures can be made fit for. */
export const CHANNEL_IDS = [
  'shopify',
  'amazon',
  'google',
  'meta',
  'tiktok',
  'ebay',
  'etsy',
  'walmart',
  'bigcommerce',
] as const

export const channelId = z.enum(CHANNEL_IDS)

/** The name of a channel in addresses and file names. */
export type ChannelId = z.infer<typeof channelId>

/** When the figures below were last compared with what the channels say. */
export const CHANNELS_CHECKED_ON = '2026-11'

const JPEG_PNG: readonly PictureMime[] = ['image/jpeg', 'image/png']
const JPEG_PNG_WEBP: readonly PictureMime[] = [...JPEG_PNG, 'image/webp']

/**
 * What each channel asks for. Where a channel's own pages disagree, the stricter figure stands; megabytes are taken as the
 * smaller, decimal ones.
 */
export const CHANNELS: readonly Channel[] = [
  {
    ...{ id: 'shopify', name: 'Shopify', source: 'both', mimes: JPEG_PNG_WEBP, isSquareAdvised: false },
    ...{ side: { of: 'longest', leastPx: null, advisedPx: 2048 }, pictureSidePx: 4472 },
    ...{ picturePixels: 20 * MEGAPIXEL, pictureBytes: 20 * MEGABYTE },
  },
  {
    ...{ id: 'amazon', name: 'Amazon', source: 'secondary', mimes: JPEG_PNG, isSquareAdvised: true },
    ...{ side: { of: 'longest', leastPx: 500, advisedPx: 1600 }, pictureSidePx: 10_000 },
    ...{ picturePixels: ANY, pictureBytes: 10 * MEGABYTE },
  },
  {
    ...{ id: 'google', name: 'Google Merchant', source: 'official', mimes: JPEG_PNG_WEBP },
    // 500 px from 2027-01-31 on; who makes pictures now means them to be shown then.
    ...{
      side: { of: 'shortest', leastPx: 500, advisedPx: 1500 },
      pictureSidePx: ANY,
      isSquareAdvised: false,
    },
    ...{ picturePixels: 64 * MEGAPIXEL, pictureBytes: 16 * MEGABYTE },
  },
  {
    ...{ id: 'meta', name: 'Facebook and Instagram', source: 'secondary', mimes: JPEG_PNG },
    ...{ side: { of: 'shortest', leastPx: 500, advisedPx: 1080 }, pictureSidePx: ANY, isSquareAdvised: true },
    ...{ picturePixels: ANY, pictureBytes: 8 * MEGABYTE },
  },
  {
    ...{ id: 'tiktok', name: 'TikTok Shop', source: 'secondary', mimes: JPEG_PNG, isSquareAdvised: true },
    ...{ side: { of: 'shortest', leastPx: 600, advisedPx: 1000 }, pictureSidePx: 6000 },
    ...{ picturePixels: ANY, pictureBytes: 5 * MEGABYTE },
  },
  {
    ...{ id: 'ebay', name: 'eBay', source: 'both', mimes: JPEG_PNG, isSquareAdvised: false },
    ...{ side: { of: 'longest', leastPx: 500, advisedPx: 1600 }, pictureSidePx: ANY },
    ...{ picturePixels: ANY, pictureBytes: 12 * MEGABYTE },
  },
  {
    ...{ id: 'etsy', name: 'Etsy', source: 'secondary', mimes: JPEG_PNG, isSquareAdvised: false },
    ...{ side: { of: 'shortest', leastPx: 635, advisedPx: 2000 }, pictureSidePx: ANY },
    ...{ picturePixels: ANY, pictureBytes: 10 * MEGABYTE },
  },
  {
    ...{ id: 'walmart', name: 'Walmart', source: 'official', mimes: JPEG_PNG, isSquareAdvised: true },
    ...{ side: { of: 'shortest', leastPx: 1500, advisedPx: 2200 }, pictureSidePx: ANY },
    ...{ picturePixels: ANY, pictureBytes: 5 * MEGABYTE },
  },
  {
    ...{ id: 'bigcommerce', name: 'BigCommerce', source: 'official', mimes: JPEG_PNG_WEBP },
    ...{
      side: { of: 'longest', leastPx: null, advisedPx: 1280 },
      pictureSidePx: ANY,
      isSquareAdvised: false,
    },
    ...{ picturePixels: ANY, pictureBytes: 8 * MEGABYTE },
  },
]

/** The channel with this id. */
export function channelOf(id: ChannelId): Channel {
  const channel = CHANNELS.find((one) => one.id === id)
  if (!channel) throw new Error(`there is no channel ${id}`)
  return channel
}
