import type { ChannelFitView } from '@studio/core/batches'
import { CHANNELS, type ChannelConcern, type ChannelId } from '@studio/core/channels'
import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { AnchorButton, Dialog, ErrorState, Select, Skeleton } from '../../ui/index.ts'

const AS_THEY_ARE = 'as-they-are'

const CHOICES = [
  { value: AS_THEY_ARE, label: 'Anywhere: the pictures as they are' } as const,
  ...CHANNELS.map(({ id, name }) => ({ value: id, label: name })),
]

/** Downloads what was accepted of a batch, as it is or as a channel takes it; says before what is changed and what is amiss. */
export function DownloadDialog({
  batchId,
  pictures,
  onClose,
}: {
  batchId: Id<'batch'>
  /** How many were accepted. */
  pictures: number
  onClose: () => void
}) {
  const [choice, setChoice] = useState<ChannelId | typeof AS_THEY_ARE>(AS_THEY_ARE)
  const channel = choice === AS_THEY_ARE ? undefined : choice
  const address = `/api/batches/${batchId}/download${channel ? `?channel=${channel}` : ''}`
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Download ${formatNumberOf(pictures, 'picture')}`}
      width="narrow"
      footer={
        <AnchorButton variant="primary" href={address} download onClick={onClose}>
          <Download aria-hidden="true" />
          Download
        </AnchorButton>
      }
    >
      <div className="flex flex-col gap-4">
        <Select label="Where they go" options={CHOICES} value={choice} onChange={setChoice} />
        <div className="min-h-20 text-14 text-ink-soft">
          {channel ? (
            <ChannelFit batchId={batchId} channel={channel} />
          ) : (
            <p>The full files in one archive, each named by its SKU and shot.</p>
          )}
        </div>
      </div>
    </Dialog>
  )
}

function ChannelFit({ batchId, channel }: { batchId: Id<'batch'>; channel: ChannelId }) {
  const { data, error, refetch } = useQuery(trpc.batches.fitAccepted.queryOptions({ id: batchId, channel }))
  const name = CHANNELS.find(({ id }) => id === channel)?.name ?? channel
  if (error) return <ErrorState {...describeProblem(error)} onRetry={() => void refetch()} isCompact />
  if (!data) return <Skeleton className="h-20" />
  return (
    <>
      <p>{describeChange(data, name)}</p>
      {data.concerns.length > 0 && (
        <ul className="mt-2 list-disc pl-5">
          {data.concerns.map(({ code, pictures }) => (
            <li key={code}>
              {formatNumberOf(pictures, 'picture')}: {describeConcern(code, channel)}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function describeChange({ pictures, changed }: ChannelFitView, name: string): string {
  const named = 'They are named by SKU, shot and channel.'
  if (changed === 0) return `${name} takes them as they are. ${named}`
  const what = changed === pictures ? 'They are' : `${changed} of ${pictures} are`
  return `${what} saved again so that ${name} takes them: never cropped, never enlarged, and still marked as made with AI. ${named}`
}

/** What is amiss with some pictures, and which figures of the channel say so. */
function describeConcern(concern: ChannelConcern, channelId: ChannelId): string {
  const channel = CHANNELS.find(({ id }) => id === channelId)
  const side = `${channel?.side.of === 'shortest' ? 'the shorter' : 'the longer'} side`
  switch (concern) {
    case 'too_small':
      return `${side} has less than ${channel?.side.leastPx} px, so that it may be refused. Make it again at a larger size.`
    case 'below_advised':
      return `${side} has less than the ${channel?.side.advisedPx} px that are advised.`
    case 'not_square':
      return 'not square, which is advised for the main picture.'
    case 'no_picture':
      return 'a video, which stays as it is.'
  }
}
