import { CUT_OUT_WORDS, judgeCutOut } from '@studio/core/analyses'
import { DomainError } from '@studio/core/kernel'
import { LOCAL_STUDIO_ID } from '@studio/core/models'
import type { QuoteView, SettledWork } from '@studio/core/quotes'
import type { StudioScene } from '@studio/core/shots'
import type { Deps } from '../kernel/index.ts'

/** Scenes that take the photo as it is: nothing is cut out. */
const UNCUT_SCENES: readonly StudioScene[] = ['fit', 'details', 'texture']

/** Which sources hold what is cut out. */
const CUT_ROLES: readonly string[] = ['product', 'base']

/**
 * What is known beforehand of the cut-outs that work needs: warnings where they are not sure. Of photos that are not
 * the account's nothing is known.
 * @throws DomainError `cut_out_unsure` where one would fail, unless the work says that it will do all the same
 */
export async function judgeSources(
  accountId: string,
  { model, shot, sourceAssetIds, sourceRoles, options }: SettledWork,
  { db }: Pick<Deps, 'db'>,
): Promise<QuoteView['warnings']> {
  if (model.id !== LOCAL_STUDIO_ID || !shot?.scene || UNCUT_SCENES.includes(shot.scene)) return []
  const cutIds = sourceAssetIds.filter((_, index) => CUT_ROLES.includes(sourceRoles[index] ?? ''))
  const analyses = await db.analysis.findMany({ where: { accountId, assetId: { in: cutIds } } })
  const verdicts = cutIds.map((id) => {
    const cutOut = analyses.find(({ assetId }) => assetId === id)?.cutOut as { confidence: number } | null
    return { assetId: id, verdict: cutOut ? judgeCutOut(cutOut.confidence) : null }
  })
  const unsuitable = verdicts.find(({ verdict }) => verdict === 'unsuitable')
  if (unsuitable && !options.acceptUnsure) {
    const { assetId } = unsuitable
    throw new DomainError('cut_out_unsure', CUT_OUT_WORDS.unsuitable, { assetId })
  }
  const found = new Set(verdicts.map(({ verdict }) => verdict))
  return [
    ...(found.has('look') || unsuitable ? [{ code: 'cut_out_look', message: CUT_OUT_WORDS.look }] : []),
    ...(found.has(null) ? [NOT_JUDGED] : []),
  ]
}

const NOT_JUDGED = {
  code: 'cut_out_not_judged',
  message:
    'Whether the product stands out clearly enough is found out while the picture is made. If it does not, the picture fails and costs nothing.',
}
