import type { JobHandlers } from '@studio/db'
import { sendMail } from '@studio/services/accounts'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Sends the mail of a link. */
export const mailSend =
  (deps: WorkerDeps): JobHandlers['mail.send'] =>
  ({ payload }) =>
    sendMail(systemActor, payload, deps)
