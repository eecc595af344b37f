import type { AssetView } from '@studio/core/assets'
import { Link } from '@tanstack/react-router'
import { Download, Store, Trash2, WandSparkles } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { formatBytes, formatCount } from '../../lib/format.ts'
import { AnchorButton, Button, CopyId, LinkButton, RelativeTime, Skeleton } from '../../ui/index.ts'
import { LineageSection } from '../generation/lineage-section.tsx'
import { DeleteAssetsDialog } from './delete-assets-dialog.tsx'
import { MARKING_WORDS } from './marking-words.ts'
import { isVideo, playTime } from './video.ts'

const AnalysisPanel = lazy(async () => ({
  default: (await import('../analyses/analysis-panel.tsx')).AnalysisPanel,
}))

/** What is known of an asset, and what can be done with it. */
export function AssetFacts({ asset, onDeleted }: { asset: AssetView; onDeleted: () => void }) {
  const [isDeleting, setDeleting] = useState(false)
  const isReady = asset.status === 'ready'
  const isFilm = isVideo(asset)
  return (
    <div className="flex flex-1 flex-col p-5">
      <h1 className="mr-10 text-pretty text-16 [overflow-wrap:anywhere]">{asset.fileName}</h1>
      <p className="mt-0.5 text-13 text-ink-faint">
        {asset.kind === 'upload' ? 'Uploaded' : 'Made'} <RelativeTime iso={asset.createdAt} />
      </p>
      <div className="mt-5 flex flex-col gap-2">
        {isReady && !isFilm && (
          <LinkButton to="/create" search={{ sources: asset.id }} variant="primary">
            <WandSparkles aria-hidden="true" />
            Use as source
          </LinkButton>
        )}
        {isReady && !isFilm && (
          <LinkButton to="/publish" search={{ assets: asset.id }}>
            <Store aria-hidden="true" />
            Publish to a store
          </LinkButton>
        )}
        <div className="grid grid-cols-2 gap-2">
          <AnchorButton href={asset.files.download} download={asset.fileName}>
            <Download aria-hidden="true" />
            Download
          </AnchorButton>
          <Button onClick={() => setDeleting(true)}>
            <Trash2 aria-hidden="true" />
            Delete
          </Button>
        </div>
      </div>
      <dl className="mt-6">
        <Fact name="Size">
          {asset.widthPx === null || asset.heightPx === null
            ? 'Not known yet'
            : `${formatCount(asset.widthPx)} × ${formatCount(asset.heightPx)} px`}
        </Fact>
        <Fact name="File">
          {TYPE_NAMES[asset.mime] ?? asset.mime}, {formatBytes(asset.sizeBytes)}
        </Fact>
        {isFilm ? (
          <Fact name="Plays">
            {asset.durationMs === null ? 'Not known' : playTime(asset.durationMs)}, without sound
          </Fact>
        ) : (
          <Fact name="Background">{asset.hasAlpha ? 'Transparent' : 'Opaque'}</Fact>
        )}
        {asset.marking !== null && <Fact name="AI marking">{MARKING_WORDS[asset.marking]}</Fact>}
        {asset.generationId !== null && (
          <Fact name="Made by">
            <Link
              to="/generations/$id"
              params={{ id: asset.generationId }}
              className="font-medium underline underline-offset-3"
            >
              This generation
            </Link>
          </Fact>
        )}
        <Fact name="SHA-256">
          <CopyId id={asset.sha256} />
        </Fact>
        <Fact name="Id">
          <CopyId id={asset.id} />
        </Fact>
      </dl>
      {isReady && <LineageSection key={asset.id} start={asset.id} className="mt-4" />}
      {isReady && !isFilm && (
        <Suspense fallback={<Skeleton className="mt-6 h-64" />}>
          <AnalysisPanel key={asset.id} assetId={asset.id} />
        </Suspense>
      )}
      <DeleteAssetsDialog
        assets={[asset]}
        isOpen={isDeleting}
        onOpenChange={setDeleting}
        onDeleted={onDeleted}
      />
    </div>
  )
}

const TYPE_NAMES: Record<string, string> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
  'image/avif': 'AVIF',
  'image/heic': 'HEIC',
  'video/mp4': 'MP4 video',
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex h-9 items-center justify-between gap-6 border-line border-t text-13">
      <dt className="shrink-0 text-ink-faint">{name}</dt>
      <dd className="figures min-w-0 truncate">{children}</dd>
    </div>
  )
}
