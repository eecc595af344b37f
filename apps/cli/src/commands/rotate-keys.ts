import { rotateKeys } from '@studio/services/credentials'
import { operatorActor } from '@studio/services/kernel'
import { keyVariables } from '@studio/services/keys'
import { Command } from 'commander'
import { checkArgument } from '../check-argument.ts'
import { Failure } from '../failure.ts'
import { studioHome } from '../launch/home.ts'
import { loadSecrets } from '../launch/secrets.ts'
import { withOpenDatabase } from '../launch/with-studio.ts'

/** `studio rotate-keys`: every stored credential under the current key, while the studio runs. */
export const rotateKeysCommand = new Command('rotate-keys')
  .description('put every stored credential under the first of CREDENTIAL_KEYS')
  .action(rotate)

async function rotate(): Promise<void> {
  const [currentKey, report] = await withOpenDatabase(async (db) => {
    // Only now is it certain that the home, where secrets may have to be made, is there.
    const keys = checkArgument(keyVariables, { ...process.env, ...loadSecrets(studioHome()) })
    return [keys.credentials[0].id, await rotateKeys(operatorActor, { db, keys })] as const
  })
  const { rewrapped, alreadyCurrent, unreadable } = report
  console.log(`Under the key "${currentKey}": ${rewrapped} put there now, ${alreadyCurrent} before.`)
  if (unreadable.length > 0)
    throw new Failure(
      `${unreadable.length} could not be opened and are as they were.\n${unreadable.join('\n')}`,
    )
}
