import type { AnalysisContent, AnalysisView } from '@studio/core/analyses'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { LinkButton } from '../../ui/index.ts'
import { CATEGORY_NAMES } from '../shots/shot-words.ts'
import { PhotoScore } from './photo-report.tsx'

/** What a picture shows, and which shots would suit it. */
export function AnalysisWords({ analysis, content }: { analysis: AnalysisView; content: AnalysisContent }) {
  const { product, category, materials, colours, altText, photo } = content
  return (
    <dl className="mt-2 flex flex-col gap-3 text-13">
      <Entry name="Product">{product || 'None to be seen'}</Entry>
      <Entry name="Category">{CATEGORY_NAMES[category]}</Entry>
      {materials.length > 0 && <Entry name="Materials">{materials.join(', ')}</Entry>}
      {colours.length > 0 && (
        <Entry name="Colours">
          <ul className="flex flex-wrap gap-x-3 gap-y-1.5">
            {colours.map(({ name, hex }) => (
              <li key={`${name} ${hex}`} title={hex} className="flex items-center gap-1.5">
                <span
                  aria-hidden="true"
                  style={{ backgroundColor: hex }}
                  className="size-4 rounded-full border border-line-strong"
                />
                {name || hex}
              </li>
            ))}
          </ul>
        </Entry>
      )}
      <Entry name="Alt text">
        {altText || <span className="text-ink-faint">None yet: shops and screen readers ask for it.</span>}
      </Entry>
      <SuggestedShots assetId={analysis.assetId} shotIds={content.suggestedShotIds} />
      {photo && (
        <Entry name="As a source">
          <PhotoScore photo={photo} />
        </Entry>
      )}
    </dl>
  )
}

/** Shots that suit what is on the picture, each one press away. */
function SuggestedShots({ assetId, shotIds }: { assetId: string; shotIds: readonly string[] }) {
  const { data: shots } = useQuery(trpc.shots.list.queryOptions())
  const known = shotIds.flatMap((id) => shots?.find((shot) => shot.id === id) ?? [])
  if (known.length === 0) return null
  return (
    <Entry name="Shots that suit it">
      <ul className="mt-1 flex flex-wrap gap-1.5">
        {known.map(({ id, name }) => (
          <li key={id}>
            <LinkButton to="/create" search={{ shot: id, sources: assetId }} size="small">
              {name}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Entry>
  )
}

function Entry({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-ink-faint">{name}</dt>
      <dd className="mt-0.5 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
