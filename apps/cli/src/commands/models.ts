import { readFile, writeFile } from 'node:fs/promises'
import { systemClock } from '@studio/core/kernel'
import { IMAGE_SIZES, type Model } from '@studio/core/models'
import { operatorActor } from '@studio/services/kernel'
import { exportRegistry, importRegistry, listRegistryVersions } from '@studio/services/models'
import { Command } from 'commander'
import { Failure } from '../failure.ts'
import { withOpenDatabase } from '../launch/with-studio.ts'

const list = new Command('list')
  .description('the models that count now, with their prices and the days on which they retire')
  .action(async () => {
    const { version, models } = await readRegistry()
    for (const model of models) console.log(describe(model))
    console.log(`Version ${version}, ${models.length} models.`)
  })

const writeOut = new Command('export')
  .description('write the registry that counts as JSON, to be changed and imported')
  .argument('[file]', 'where to; without it to standard output')
  .action(async (file: string | undefined) => {
    const { version, models } = await readRegistry()
    const text = `${JSON.stringify({ version, models }, null, 2)}\n`
    if (file === undefined) {
      process.stdout.write(text)
      return
    }
    await writeFile(file, text)
    console.log(`Wrote ${models.length} models of version ${version} to ${file}.`)
  })

const readIn = new Command('import')
  .description('put a registry in place of the one that counts; it takes effect within seconds')
  .argument('<file>', 'as export writes it')
  .requiredOption('--note <words>', 'why; kept with the version')
  .action(async (file: string, { note }: { note: string }) => {
    const models = await readModels(file)
    const registry = await withOpenDatabase((db) =>
      importRegistry(operatorActor, { models, note }, { db, clock: systemClock }),
    )
    console.log(`Version ${registry.version} counts now, with ${registry.models.length} models.`)
  })

const history = new Command('history')
  .description('the registries that were put in place, newest first')
  .action(async () => {
    const versions = await withOpenDatabase((db) => listRegistryVersions(operatorActor, { db }))
    for (const { version, note } of versions) console.log(`${version}  ${note}`)
    if (versions.length === 0) console.log('The built-in registry counts; no other was put in place.')
  })

/** `studio models …`: what models there are, what they cost and when they retire, without a new release. */
export const modelsCommand = new Command('models')
  .description('models: their prices, what they can do, and when they retire')
  .addCommand(list)
  .addCommand(writeOut)
  .addCommand(readIn)
  .addCommand(history)
  .helpCommand(false)

async function readRegistry() {
  const { registry, problem } = await withOpenDatabase((db) => exportRegistry(operatorActor, { db }))
  if (problem) {
    console.error(`The newest registry cannot be used by this release; the built-in one counts.\n${problem}`)
  }
  return registry
}

function describe({ id, makes, creditsPerOutput, retiresOn, replacementId }: Model): string {
  const prices = IMAGE_SIZES.flatMap((size) => {
    const credits = creditsPerOutput[size]
    return credits === undefined ? [] : [`${size} ${credits}${makes === 'video' ? '/s' : ''}`]
  })
  const end = retiresOn ? `retires ${retiresOn}${replacementId ? `, then ${replacementId}` : ''}` : ''
  return `${id.padEnd(28)}  ${makes.padEnd(7)}  ${prices.join('  ').padEnd(22)}  ${end}`.trimEnd()
}

/** @throws Failure when the file is not there or holds something else */
async function readModels(file: string): Promise<unknown> {
  const written: unknown = await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch((error: Error) => {
      throw new Failure(`${file} cannot be read: ${error.message}`)
    })
  if (written && typeof written === 'object' && 'models' in written) return written.models
  throw new Failure(`${file} holds no registry: "models" is missing. Begin with what export writes.`)
}
