import { Readable } from 'node:stream'

/** A JSON file out of one value, which is asked for when the file is read. */
export function jsonFile(read: () => unknown): Readable {
  return textFile(writeValue(read))
}

/** A JSON file out of many values, one a line, written as they come. */
export function jsonListFile(values: AsyncIterable<unknown>): Readable {
  return textFile(writeList(values))
}

/** A file out of pieces of text, gathered into blocks: tiny chunks would cost more than what is in them. */
export function textFile(pieces: AsyncIterable<string> | Iterable<string>): Readable {
  return Readable.from(inBlocks(pieces))
}

const BLOCK_CHARACTERS = 32_768

async function* inBlocks(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let block = ''
  for await (const piece of pieces) {
    block += piece
    if (block.length < BLOCK_CHARACTERS) continue
    yield Buffer.from(block)
    block = ''
  }
  yield Buffer.from(block)
}

function* writeValue(read: () => unknown): Generator<string> {
  yield `${toJson(read(), 2)}\n`
}

async function* writeList(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  let lead = '[\n'
  for await (const value of values) {
    yield `${lead}${toJson(value)}`
    lead = ',\n'
  }
  yield lead === '[\n' ? '[]\n' : '\n]\n'
}

function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? toNumber(part) : part), indent)
}

/** Ids and sizes fit into a number of JSON; what does not is written as text rather than rounded. */
function toNumber(value: bigint): number | string {
  return BigInt(Number(value)) === value ? Number(value) : String(value)
}
