import { systemClock } from '@studio/core/kernel'
import {
  objectStoreVariables,
  openObjectStore,
  toObjectStoreOptions,
} from '@studio/integrations/object-store'
import { createSharpPictures } from '@studio/integrations/pictures'
import { operatorActor } from '@studio/services/kernel'
import { checkStorage, type Finding } from '@studio/services/storage'
import { Command } from 'commander'
import { checkArgument } from '../check-argument.ts'
import { Failure } from '../failure.ts'
import { studioHome } from '../launch/home.ts'
import { storageEnvironment } from '../launch/storage-environment.ts'
import { withOpenDatabase } from '../launch/with-studio.ts'

type CheckArguments = { repair?: boolean; deep?: boolean }

const check = new Command('check')
  .description('hold what is stored against the database, both ways; ends with an error when they differ')
  .option('--deep', 'read every original and compare its hash')
  .option('--repair', 'remove orphans, make small pictures again, and mark what is lost')
  .action(checkAll)

/** `studio storage …`: what is stored. */
export const storageCommand = new Command('storage')
  .description('what is stored')
  .addCommand(check)
  .helpCommand(false)

async function checkAll({ repair = false, deep = false }: CheckArguments): Promise<void> {
  const report = await withOpenDatabase(async (db) => {
    // Only now is it certain that the home, where secrets may have to be made, is there.
    const env = checkArgument(objectStoreVariables, storageEnvironment(studioHome()))
    const store = await openObjectStore(toObjectStoreOptions(env, 'http://localhost'))
    const pictures = createSharpPictures({ ffmpegPath: process.env.FFMPEG_PATH })
    const deps = { db, store, clock: systemClock, pictures }
    return checkStorage(operatorActor, { isDeep: deep, isRepairing: repair, onFinding: print }, deps)
  })
  const { objects, assets, exports, orphan, missing, mismatch } = report
  const looked = `Looked at ${objects} stored objects, ${assets} assets and ${exports} archives`
  if (orphan + missing + mismatch === 0) return console.log(`${looked}: storage and database agree.`)
  throw new Failure(
    `${looked}: ${orphan} orphans, ${missing} missing, ${mismatch} that are not what was stored.${repair ? '' : ' Run it with --repair to mend what can be mended.'}`,
  )
}

function print({ kind, key, subjectId, message, repair }: Finding): void {
  const what = repair ? ` ${repair}.` : ''
  console.log(`${kind.padEnd(8)}  ${key}  ${subjectId ?? 'nobody’s'}: ${message}${what}`)
}
