/**
 * A segmentation model in a few hundred bytes, in the shape of the large ones (1×3×S×S in, 1×1×S×S out): what is
 * darker than the middle of the model's input is product. Written by hand in ONNX's protobuf (onnx.proto3).
 */
export function tinyModel(sidePx: number, name = 'input'): Uint8Array {
  const middle = tensor('steepness', [1], [-8])
  const graph = message([
    field(1, node('ReduceMean', [name], 'grey', [ints('axes', [1]), int('keepdims', 1)])),
    field(1, node('Mul', ['grey', 'steepness'], 'dark', [])),
    field(1, node('Sigmoid', ['dark'], 'mask', [])),
    field(2, text('tiny')),
    field(5, middle),
    field(11, value(name, [1, 3, sidePx, sidePx])),
    field(12, value('mask', [1, 1, sidePx, sidePx])),
  ])
  return message([number(1, 7), field(8, message([field(1, text('')), number(2, 11)])), field(7, graph)])
}

function node(type: string, inputs: string[], output: string, attributes: Uint8Array[]): Uint8Array {
  return message([
    ...inputs.map((input) => field(1, text(input))),
    field(2, text(output)),
    field(4, text(type)),
    ...attributes.map((attribute) => field(5, attribute)),
  ])
}

function int(name: string, content: number): Uint8Array {
  return message([field(1, text(name)), number(3, content), number(20, 2)])
}

function ints(name: string, contents: number[]): Uint8Array {
  return message([field(1, text(name)), ...contents.map((content) => number(8, content)), number(20, 7)])
}

function tensor(name: string, dims: number[], values: number[]): Uint8Array {
  const raw = new Uint8Array(Float32Array.from(values).buffer)
  return message([...dims.map((dim) => number(1, dim)), number(2, 1), field(8, text(name)), field(9, raw)])
}

function value(name: string, dims: number[]): Uint8Array {
  const shape = message(dims.map((dim) => field(1, number(1, dim))))
  const type = field(1, message([number(1, 1), field(2, shape)]))
  return message([field(1, text(name)), field(2, type)])
}

function message(fields: Uint8Array[]): Uint8Array {
  return Uint8Array.from(fields.flatMap((bytes) => [...bytes]))
}

/** A field of bytes: wire type 2. */
function field(id: number, content: Uint8Array): Uint8Array {
  return Uint8Array.from([...varint(id * 8 + 2), ...varint(content.length), ...content])
}

/** A field of a whole number: wire type 0. */
function number(id: number, content: number): Uint8Array {
  return Uint8Array.from([...varint(id * 8), ...varint(content)])
}

function varint(content: number): number[] {
  return content < 128 ? [content] : [(content % 128) + 128, ...varint(Math.floor(content / 128))]
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content)
}
