export { grantCredits } from './grant-credits.ts'
export { holdCredits } from './hold-credits.ts'
export { readBalance } from './read-balance.ts'
export { captureCredits, releaseCredits } from './settle-hold.ts'
