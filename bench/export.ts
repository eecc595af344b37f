import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { type ArchiveEntry, writeArchive } from '@studio/services/exports'
import { drain } from './support/drain.ts'
import { report } from './support/figures.ts'
import { interleave } from './support/interleave.ts'

/**
 * An archive of 2,000 pictures beside the least that any archive needs: reading them and their CRC. The files are
 * read by the same streams in both arms. Goals of the product: at least 0.7 of that speed, memory that grows by at
 * most 64 MB, first byte within 200 ms.
 */
const FILES = 2000
const FILE_BYTES = 512 * 1024
const ROUNDS = 5
const MIB = 1024 * 1024

const dir = await mkdtemp(join(tmpdir(), 'studio-bench-'))
const names = Array.from({ length: FILES }, (_, index) => `${index}.jpg`)
const openFile = (name: string) => createReadStream(join(dir, name))

const growthMib: number[] = []
const firstByteMs: number[] = []

async function archive(): Promise<void> {
  const entries = function* (): Generator<ArchiveEntry> {
    for (const name of names)
      yield { name, sizeBytes: FILE_BYTES, modifiedAt: new Date(), open: async () => openFile(name) }
  }
  const drained = await drain(() => writeArchive(entries()))
  firstByteMs.push(drained.firstByteMs)
  growthMib.push(drained.growthMib)
}

async function readAlone(): Promise<void> {
  for (const name of names) {
    let sum = 0
    for await (const chunk of openFile(name)) sum = crc32(chunk, sum)
  }
}

try {
  for (const name of names) await writeFile(join(dir, name), randomBytes(FILE_BYTES))
  const arms = [
    { name: 'an archive', step: archive },
    { name: 'reading and CRC alone', step: readAlone },
  ]
  const results = await interleave(arms, { rounds: ROUNDS, stepsPerRound: 1, lanes: 1 })
  const [ours, alone] = results.map(({ name, p50Ms }) => {
    const mibPerSecond = (FILES * FILE_BYTES * 1000) / MIB / p50Ms
    console.log(`${name}: median ${p50Ms.toFixed(0)} ms, ${mibPerSecond.toFixed(0)} MiB/s`)
    return p50Ms
  })
  console.log(
    `speed of an archive ÷ reading and CRC alone: ${((alone ?? 0) / (ours ?? 1)).toFixed(2)} · goal 0.7`,
  )
  console.log(`first archive, which also loads what archives need: ${growthMib.shift()?.toFixed(1)} MiB`)
  report('growth of memory during an archive', growthMib, 'MiB', '64')
  report('first byte', firstByteMs, 'ms', '200')
} finally {
  await rm(dir, { recursive: true })
}
