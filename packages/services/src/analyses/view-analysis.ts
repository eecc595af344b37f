import {
  ANALYSING_PROVIDER,
  type AnalysisContent,
  type AnalysisView,
  analysisFailureWords,
  CUT_OUT_WORDS,
  type DescribedContent,
  type FoundContent,
  judgeCutOut,
} from '@studio/core/analyses'
import type { FailureCode } from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import { PROVIDER_NAMES } from '@studio/core/models'
import type { Analysis } from '@studio/db'

/** Shows what is known of an asset; without a row nobody has looked at it. */
export function viewAnalysis(assetId: string, row: Analysis | null): AnalysisView {
  const cutOut = row?.cutOut as { confidence: number } | null | undefined
  return {
    assetId: assetId as Id<'asset'>,
    status: row?.status ?? 'unasked',
    content: row && contentOf(row),
    isEdited: row?.edited != null,
    failure: row && failureOf(row),
    cutOut: cutOut ? viewCutOut(cutOut.confidence) : null,
    provider: row?.modelId ? PROVIDER_NAMES[ANALYSING_PROVIDER] : null,
    modelId: row?.modelId ?? null,
    modelVersion: row?.modelVersion ?? null,
  }
}

/** What is known in words: what a person wrote stands before what was found; how the photo is, only the finding says. */
export function contentOf(row: Pick<Analysis, 'found' | 'edited'>): AnalysisContent | null {
  const found = row.found as FoundContent | null
  const edited = row.edited as DescribedContent | null
  if (!edited) return found
  return { ...edited, photo: found?.photo ?? null }
}

function failureOf({ status, failureCode }: Analysis): AnalysisView['failure'] {
  if (status !== 'failed' || failureCode === null) return null
  const name = PROVIDER_NAMES[ANALYSING_PROVIDER]
  return { code: failureCode, message: analysisFailureWords(failureCode as FailureCode, name) }
}

function viewCutOut(confidence: number): AnalysisView['cutOut'] {
  const verdict = judgeCutOut(confidence)
  return { confidence, verdict, words: CUT_OUT_WORDS[verdict] }
}
