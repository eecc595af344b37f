export type { Outcome, Traffic, TrafficLimit, Turn } from './traffic.ts'
export {
  afterCall,
  FAILURES_TO_OPEN,
  freshTraffic,
  TRIAL_EVERY_MS,
  takeTurn,
  trafficWords,
} from './traffic.ts'
