import type { PlanId } from './plans.ts'

/** The window in which calls of the public API are counted, in seconds. */
export const REQUEST_WINDOW_SECONDS = 60

/** How many calls of the public API an account may make in one window, by its plan, over all its tokens. */
export const REQUESTS_PER_WINDOW: Record<PlanId, number> = {
  free: 60,
  starter: 300,
  studio: 600,
  agency: 1_200,
}
