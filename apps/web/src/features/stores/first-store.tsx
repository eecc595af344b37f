import { PLATFORM_NAMES, STORE_PLATFORMS, type StorePlatform } from '@studio/core/stores'
import { Button } from '../../ui/index.ts'

const LEADS: Record<StorePlatform, string> = {
  shopify: 'You type the name of your shop, allow products and files at Shopify, and are back here.',
  woocommerce: 'You type the address of your site, approve it in WordPress, and are back here.',
}

const STEPS = [
  'Take product photos from the store and make new pictures of them.',
  'See every change of every product as a plan, before anything happens.',
  'Approve it. Each product is read back, and any publication can be undone exactly.',
]

/** The room before the first store: what it is for, and both ways to begin. */
export function FirstStore({ onConnect }: { onConnect: (platform: StorePlatform) => void }) {
  return (
    <div className="grid max-w-5xl gap-x-14 gap-y-10 py-4 md:grid-cols-[1fr_1.2fr] md:py-10">
      <div>
        <h2 className="text-28">Pictures earn money in the shop</h2>
        <ol className="mt-5 flex flex-col gap-3 text-14 text-ink-soft">
          {STEPS.map((step, index) => (
            <li key={step} className="flex gap-3">
              <span className="figures flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken font-medium text-12 text-ink">
                {index + 1}
              </span>
              {step}
            </li>
          ))}
        </ol>
        <p className="mt-5 text-13 text-ink-faint">
          Connecting changes nothing in the store. Nothing is published without your approval.
        </p>
      </div>
      <ul className="flex flex-col gap-4">
        {STORE_PLATFORMS.map((platform, index) => (
          <li key={platform} className="rounded-card border border-line bg-surface p-5">
            <h3 className="text-16">{PLATFORM_NAMES[platform]}</h3>
            <p className="mt-1 text-14 text-ink-soft">{LEADS[platform]}</p>
            <Button
              variant={index === 0 ? 'primary' : 'secondary'}
              className="mt-4"
              onClick={() => onConnect(platform)}
            >
              Connect {PLATFORM_NAMES[platform]}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
