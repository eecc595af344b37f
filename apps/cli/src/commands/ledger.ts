import { systemClock } from '@studio/core/kernel'
import { checkLedger, explainEntry } from '@studio/services/credits'
import { operatorActor } from '@studio/services/kernel'
import { Command } from 'commander'
import { Failure } from '../failure.ts'
import { withOpenDatabase } from '../launch/with-studio.ts'

const check = new Command('check')
  .description('check every invariant of the ledger over the whole database')
  .action(async () => {
    const offences = await withOpenDatabase((db) => checkLedger({ db, clock: systemClock }))
    if (offences.length === 0) return console.log('The ledger adds up: no offence against any invariant.')
    const lines = offences.map(
      ({ invariant, accountId, subjectId, message }) =>
        `${invariant}  ${accountId ?? 'all accounts'}  ${subjectId}: ${message}`,
    )
    throw new Failure(`The ledger does not add up.\n${lines.join('\n')}`)
  })

const explain = new Command('explain')
  .description('tell what an entry is about')
  .argument('<entry>', 'its id, such as ent_…')
  .action(async (id: string) => {
    const { accountId, entry, grant, hold, sameHold, refundPair } = await withOpenDatabase((db) =>
      explainEntry(operatorActor, id, { db }),
    )
    const line = (view: typeof entry) =>
      `${String(view.seq).padStart(5)}  ${view.createdAt}  ${view.kind.padEnd(8)} ${String(view.credits).padStart(6)}  ${view.words}`
    console.log(`Entry ${entry.id} of ${accountId}`)
    console.log(line(entry))
    console.log(
      `After it: ${entry.availableAfter} available, ${entry.heldAfter} held. Cause: ${entry.causeId}.`,
    )
    for (const use of entry.grantUses) console.log(`  ${use.credits} credits of grant ${use.grantId}`)
    if (grant)
      console.log(
        `Grant ${grant.id}: ${grant.credits} credits from ${grant.source}, ${grant.remaining} left. ${grant.note}`,
      )
    if (hold)
      console.log(
        `Hold ${hold.id}: ${hold.credits} credits, ${hold.captured} charged, ${hold.released} given back.`,
      )
    for (const other of sameHold) console.log(line(other))
    if (refundPair.length > 0) console.log(entry.refundOf ? 'It gives back:' : 'Given back of it:')
    for (const other of refundPair) console.log(line(other))
  })

/** `studio ledger …`: what the operator may ask the ledger. */
export const ledgerCommand = new Command('ledger')
  .description('check and explain the ledger')
  .addCommand(check)
  .addCommand(explain)
  .helpCommand(false)
