import { randomUUID } from 'node:crypto'
import {
  type Asset,
  type Generation,
  type GenerationSource,
  inSingleStatements,
  type Output,
  readRows,
} from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import type { StoredAsset } from './read-sources.ts'

/**
 * How often an output may be tried at all. Retries that the rules allow stay below it; what goes past has
 * killed its worker again and again, and must not keep credits held for ever.
 */
export const MAX_CLAIMS = 10

/** Which try at it this is, from 1: looking whether the provider has finished is none of its own. */
export function triesOf({ attempt, polls }: { attempt: number; polls: number }): number {
  return attempt - polls
}

/** What an output is to become, with its sources as they are now. */
export type WorkToDo = Pick<
  Generation,
  | ('shotId' | 'shotVersion' | 'words' | 'prompt' | 'modelId' | 'options' | 'scene' | 'refinesOutputId')
  | ('aspectRatio' | 'imageSize' | 'creditsEach')
> & { sources: SourceToShow[] }

type SourceToShow = Pick<GenerationSource, 'assetId' | 'sha256' | 'role'> & {
  asset: (StoredAsset & Pick<Asset, 'fileName' | 'marking'>) | null
}

/** An output that this worker has, with all that is needed to make it. `isNewTry`: nobody can have begun this try. */
export type ClaimedOutput = Pick<
  Output,
  'id' | 'generationId' | 'accountId' | 'index' | 'seed' | 'attempt' | 'turn' | 'polls' | 'submittedAt'
> & { startedAt: Date; claim: string; isNewTry: boolean; generation: WorkToDo }

const TAKE_OUTPUT = {
  name: 'take_output',
  // One statement takes the output, tells of it and reads the work. Whoever changes outputs locks their generation first;
  // what was waited for is not in the view that the rest has of the tables, which is why the output is locked as well: a
  // row that is locked is read anew, and all that follows hangs on what it was then. What is queued waits for its first
  // worker, or for the one of its retry; what runs has had one.
  text: `
    WITH locked AS MATERIALIZED (
      SELECT g.id FROM generation g JOIN account a ON a.id = g.account_id
      WHERE g.id = (SELECT generation_id FROM output WHERE id = $1) AND a.closed_at IS NULL FOR UPDATE OF g),
    open AS MATERIALIZED (
      SELECT o.id, o.status = 'queued' AS is_new_try FROM locked JOIN output o ON o.generation_id = locked.id
      WHERE o.id = $1 AND o.turn = $2 AND NOT o.is_waiting AND o.status IN ('queued', 'running') FOR UPDATE OF o),
    taken AS (
      UPDATE output SET status = 'running', claim = $3, attempt = attempt + 1,
        started_at = CASE WHEN is_new_try THEN $4::timestamptz ELSE coalesce(started_at, $4::timestamptz) END,
        polls = polls + CASE WHEN NOT is_new_try AND claim IS NULL THEN 1 ELSE 0 END
      FROM open WHERE output.id = open.id
      RETURNING output.id, generation_id AS "generationId", account_id AS "accountId", index, seed, output.claim, attempt,
        turn, polls, started_at AS "startedAt", submitted_at AS "submittedAt", is_new_try AS "isNewTry"),
    begun AS (
      UPDATE generation SET status = 'running' FROM taken WHERE generation.id = taken."generationId" AND status = 'queued'),
    told AS (
      INSERT INTO event (account_id, type, subject_id, facts, created_at)
      SELECT "accountId", 'output.started', "generationId", jsonb_build_object('outputId', id), $4::timestamptz
      FROM taken WHERE "isNewTry")
    SELECT taken.*, jsonb_build_object(
      'shotId', g.shot_id, 'shotVersion', g.shot_version, 'words', g.words, 'prompt', g.prompt, 'modelId', g.model_id,
      'options', g.options, 'scene', g.scene, 'refinesOutputId', g.refines_output_id, 'aspectRatio', g.aspect_ratio,
      'imageSize', g.image_size, 'creditsEach', g.credits_each,
      'sources', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'assetId', s.asset_id, 'sha256', s.sha256, 'role', s.role, 'asset', CASE WHEN a.id IS NOT NULL THEN
            jsonb_build_object('id', a.id, 'accountId', a.account_id, 'attempt', a.attempt, 'status', a.status,
              'mime', a.mime, 'fileName', a.file_name, 'marking', a.marking, 'deletedAt', a.deleted_at) END)
          ORDER BY s.position), '[]')
        FROM generation_source s LEFT JOIN asset a ON a.id = s.asset_id WHERE s.generation_id = g.id)) AS generation
    FROM taken JOIN generation g ON g.id = taken."generationId"`,
}

/**
 * Takes an output for this worker, or nothing when it has ended or this job's turn is over. A job that is
 * delivered again after its worker died takes the output over: the mark of the worker that had it is
 * overwritten, so that one can no longer settle, however late it wakes up. Once a retry was settled only the
 * retry's own job may begin it: a redelivery of the job before would ignore the pause and be a second worker. The
 * same holds for every look at what a provider is still making: to take what runs without a worker is a look, and no try
 * of its own. Nothing begins any more for an account that is being deleted; the deletion ends what is still open.
 */
export async function claimOutput(
  { outputId, turn }: { outputId: string; turn: number },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<ClaimedOutput | null> {
  const values = [outputId, turn, randomUUID(), clock.now()]
  const [output] = await inSingleStatements(db, (sql) => sql.query<ClaimedOutput>(TAKE_OUTPUT, values))
  return output ?? null
}

/** Whether nobody had the output before: then there are no files of it but this attempt's. */
export function isFirstAttempt({ attempt }: ClaimedOutput): boolean {
  return attempt === 1
}

const FIND_CLAIM = {
  name: 'find_claim',
  text: "SELECT FROM output WHERE id = $1 AND claim = $2 AND status = 'running'",
}

/** Whether a claim still stands: the output was neither taken over by another worker nor ended meanwhile. */
export async function isStillOurs({ id, claim }: ClaimedOutput, { db }: Pick<Deps, 'db'>): Promise<boolean> {
  return (await readRows(db, FIND_CLAIM, [id, claim])).length === 1
}
