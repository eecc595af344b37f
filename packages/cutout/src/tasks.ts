import type { Box, CutSwitches, FoundMask, Layer, Part, Picture, WantedDetails } from './contract.ts'
import type { SegmentationModel } from './segmentation-model.ts'
import type { StagedPicture, StageOrder } from './stage/order.ts'

/** What the worker thread is asked to do, by the name of the task. */
export type Tasks = {
  find: { work: Picture; ownAlpha: Uint8Array | null; switches: CutSwitches }
  lift: { work: Picture; mask: Uint8Array; picture: Picture; part: Part }
  details: { work: Picture; mask: Uint8Array; wanted: WantedDetails }
  stage: StageOrder
}

/** What it answers. */
export type Answers = {
  find: FoundMask
  lift: { layer: Layer; box: Box | null }
  details: Box[]
  stage: StagedPicture
}

/** The name of a task. */
export type TaskName = keyof Tasks

/** A task on its way to the thread. */
export type TaskMessage = { [Name in TaskName]: { id: number; name: Name; task: Tasks[Name] } }[TaskName]

/** An answer on its way back. */
export type AnswerMessage = { id: number; answer: Answers[TaskName] } | { id: number; failure: string }

/** What the thread is started with. */
export type ThreadData = { model: SegmentationModel | null }
