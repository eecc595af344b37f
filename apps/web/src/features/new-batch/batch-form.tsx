import type { ModelView } from '@studio/core/models'
import type { ShotView } from '@studio/core/shots'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { TextField, useToast } from '../../ui/index.ts'
import { useUploadQueue, useUploads } from '../uploads/index.ts'
import { type BatchDraft, sourceCount, splitSources, toRequest } from './batch-draft.ts'
import { ChosenShots } from './chosen-shots.tsx'
import { GoneNotice } from './gone-notice.tsx'
import { countItems } from './matrix.ts'
import { MatrixPreview } from './matrix-preview.tsx'
import { type OpenedDraft, saveDraft } from './open-draft.ts'
import { PricePanel } from './price-panel.tsx'
import { leaveOutGone, leaveOutGoneShots } from './say-gone.ts'
import { settleShot, workOf } from './settle-shots.ts'
import { SourcesSection } from './sources-section.tsx'
import { useBatchQuote } from './use-batch-quote.ts'
import { useExamined } from './use-examined.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { useVerdict } from './use-verdict.ts'

type BatchFormProps = { opened: OpenedDraft; shots: readonly ShotView[]; models: readonly ModelView[] }

/** Sources, shots and the matrix of both, with the price of exactly this on the button. */
export function BatchForm({ opened, shots, models }: BatchFormProps) {
  const { keeper, uploads } = opened
  const kept = useSyncExternalStore(keeper.subscribe, keeper.read)
  const { draft } = kept
  const queue = useUploadQueue()
  useEffect(() => queue.hush(), [queue])
  useUploads()
  const sending = uploads.read()
  useLeaveGuard(sending.isUnderWay || kept.state === 'waiting' || kept.state === 'failed')
  const navigate = useNavigate()
  const toast = useToast()
  const [isStarting, setStarting] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [goneShots] = useState(() => leaveOutGoneShots(draft, shots))
  const [gone, setGone] = useState<readonly string[]>(goneShots.words)

  const change = (part: Partial<BatchDraft>) => {
    setProblem(null)
    keeper.change((now) => ({ ...now, ...part }))
  }
  const examined = useExamined(draft, (found) => {
    const { words } = leaveOutGone(draft, found)
    keeper.change((now) => leaveOutGone(now, found).draft)
    setGone((now) => [...now, ...words])
  })
  const verdict = useVerdict(draft)
  const settled = useMemo(
    () =>
      leaveOutGoneShots(draft, shots).draft.shots.map((choice) =>
        settleShot(choice, { shots, models, verdict }),
      ),
    [draft.shots, shots, models, verdict],
  )
  const works = settled.map(workOf)
  const isWhole = works.every((work) => work !== null) && !sending.isUnderWay && examined !== null
  const worksText = JSON.stringify(works)
  // The name and the stop-loss cost nothing; a list of fifty thousand is compared by what it is, not word by word.
  const request = useMemo(() => {
    const asked = { ...draft, name: '', stopLossPercent: null }
    return isWhole
      ? toRequest(
          asked,
          works.filter((work) => work !== null),
        )
      : null
  }, [draft.assetIds, draft.productIds, draft.rows, worksText, isWhole])
  const price = useBatchQuote(request)
  const items = countItems(
    { ...draft, shots: settled.map(({ choice }) => choice) },
    examined?.types ?? new Map(),
  )

  async function start() {
    if (price.status !== 'ready') return
    const { quote } = price
    setStarting(true)
    setProblem(null)
    try {
      await keeper.settle()
      await keeper.close()
      const { name, stopLossPercent } = draft
      const { id } = await client.batches.start.mutate({
        ...price.request,
        ...{ name, quoteId: quote.id },
        ...(stopLossPercent !== null && { stopLossPercent }),
        ...(kept.id && { draftId: keeper.read().id ?? kept.id }),
      })
      await queryClient.invalidateQueries({ queryKey: trpc.batches.pathKey() })
      await navigate({ to: '/batches/$batchId', params: { batchId: id } })
    } catch (error) {
      keeper.reopen()
      setProblem(describeProblem(error))
    } finally {
      setStarting(false)
    }
  }

  /** Goes on with the first sources; the others wait in a draft of their own. */
  async function takeFirst(sources: number) {
    const [first, rest] = splitSources(draft, sources)
    const name = draft.name === '' ? 'The rest of a batch' : `${draft.name}, the rest`
    try {
      const id = await saveDraft({ ...rest, name: name.slice(0, 200) }, null)
      change(first)
      toast({
        title: 'The others are kept as a draft',
        action: {
          label: 'Open it',
          onSelect: () => void navigate({ to: '/batches/new', search: { draft: id } }),
        },
      })
    } catch (error) {
      setProblem(describeProblem(error))
    }
  }

  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-9">
        <GoneNotice
          words={[...(opened.problem ? [opened.problem.message] : []), ...gone]}
          onClose={() => setGone([])}
        />
        <TextField
          label="Name"
          value={draft.name}
          maxLength={200}
          placeholder="Autumn catalogue"
          onChange={(event) => change({ name: event.target.value })}
        />
        <SourcesSection draft={draft} uploads={uploads} sending={sending} onChange={keeper.change} />
        <ChosenShots
          settled={settled}
          shots={shots}
          models={models}
          types={examined?.chosenTypes ?? []}
          items={items}
          onChange={(next) => change({ shots: next })}
        />
        {sourceCount(draft) > 0 && (
          <MatrixPreview draft={draft} settled={settled} items={items} types={examined?.types ?? null} />
        )}
      </div>
      <PricePanel
        {...{ draft, settled, items, price, kept, isStarting, problem }}
        isSending={sending.isUnderWay}
        types={examined?.types ?? new Map()}
        onStopLoss={(stopLossPercent) => change({ stopLossPercent })}
        onTakeFirst={takeFirst}
        onKeepAgain={() => void keeper.retry()}
        onStart={() => void start()}
      />
    </div>
  )
}
