import { PLATFORM_NAMES, STORE_PLATFORMS, type StorePlatform } from '@studio/core/stores'
import { useState } from 'react'
import { Dialog, Segmented } from '../../ui/index.ts'
import { ConnectShopify } from './connect-shopify.tsx'
import { ConnectWooCommerce } from './connect-woocommerce.tsx'

/** What is to be connected, as far as that is known: to connect a store again, which one. */
export type ConnectTo = { platform?: StorePlatform; shop?: string }

/** Connects a store: which platform, and what it takes there. */
export function ConnectDialog({ platform: known, shop = '', onClose }: ConnectTo & { onClose: () => void }) {
  const [platform, setPlatform] = useState<StorePlatform>(known ?? 'shopify')
  const Form = platform === 'shopify' ? ConnectShopify : ConnectWooCommerce
  const isAgain = shop !== ''
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={isAgain ? 'Connect the store again' : 'Connect a store'}
    >
      {!isAgain && (
        <div className="mb-5 pt-1">
          <Segmented
            label="Platform"
            isLabelHidden
            isWide
            options={STORE_PLATFORMS.map((value) => ({ value, label: PLATFORM_NAMES[value] }))}
            value={platform}
            onChange={setPlatform}
          />
        </div>
      )}
      <Form key={platform} shop={shop} onClose={onClose} />
    </Dialog>
  )
}
