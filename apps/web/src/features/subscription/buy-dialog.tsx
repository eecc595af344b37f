import { useState } from 'react'
import { formatCredits } from '../../lib/format.ts'
import { RadioCards } from '../../ui/index.ts'
import { ActDialog } from './act-dialog.tsx'
import { describeUnitPrice, formatPrice, type Offers } from './describe-offer.ts'
import { useSubscriptionActs } from './use-subscription-acts.ts'

/** Orders a pack of credits; `packId` is the one chosen to begin with. */
export function BuyDialog({
  offers,
  packId,
  onClose,
}: {
  offers: Offers
  packId: string
  onClose: () => void
}) {
  const { buyPack } = useSubscriptionActs(offers)
  const [chosenId, setChosenId] = useState(packId)
  const chosen = offers.packs.find(({ id }) => id === chosenId)
  if (chosen === undefined) return null
  return (
    <ActDialog
      title="Buy credits"
      sentences={[
        `You order ${formatCredits(chosen.credits)} for ${formatPrice(chosen.cents)}, once. They come as soon as the payment is confirmed and stay for a year.`,
        'Until then you can withdraw the order, and nothing is charged.',
      ]}
      confirmLabel={`Order ${formatCredits(chosen.credits)} · ${formatPrice(chosen.cents)}`}
      onConfirm={() => buyPack(chosenId)}
      onClose={onClose}
    >
      <div className="mt-1 mb-4">
        <RadioCards
          label="Pack"
          isLabelHidden
          value={chosenId}
          onChange={setChosenId}
          className="flex flex-col gap-2"
          cards={offers.packs.map((pack) => ({
            value: pack.id,
            name: `${formatCredits(pack.credits)}, ${formatPrice(pack.cents)}`,
            children: (
              <span className="figures flex items-baseline justify-between gap-4 px-4 py-3">
                <span className="font-medium">{formatCredits(pack.credits)}</span>
                <span className="ml-auto text-13 text-ink-faint">{describeUnitPrice(pack)}</span>
                <span className="w-12 text-right font-medium">{formatPrice(pack.cents)}</span>
              </span>
            ),
          }))}
        />
      </div>
    </ActDialog>
  )
}
