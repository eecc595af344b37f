/** Gaussians a colour mixture is made of; OpenCV's GrabCut expects five. */
const componentCount = 5
const roundCount = 10
/** Variance added to each channel: the noise of 8-bit colours, without which a flat patch has no inverse covariance. */
const leastVariance = 1

/**
 * Describes a set of RGB colours by five Gaussians in the layout of GrabCut's models (5 weights, 5×3 means, 5×9
 * covariances). Handing GrabCut ready models is what makes a cut repeatable: left alone it starts from OpenCV's random
 * generator, which runs on from photo to photo, and this build of OpenCV has no setRNGSeed to set it back.
 */
export function colourMixture(colours: Float32Array): Float64Array {
  const count = colours.length / 3
  let owners = byBrightness(colours)
  let means = meansOf(colours, owners)
  for (let round = 0; round < roundCount; round++) {
    owners = owners.map((_, at) => nearestMean(means, colours, at))
    means = meansOf(colours, owners)
  }
  const model = new Float64Array(componentCount * 13)
  for (const owner of owners) model[owner] += 1 / count
  model.set(means, componentCount)
  model.set(covariancesOf(colours, owners, means), componentCount * 4)
  return model
}

/** Five equally large groups from dark to bright. */
function byBrightness(colours: Float32Array): Uint8Array {
  const brightness = Float32Array.from({ length: colours.length / 3 }, (_, at) => {
    return colours[at * 3] + colours[at * 3 + 1] + colours[at * 3 + 2]
  })
  const order = Array.from(brightness.keys()).sort((a, b) => brightness[a] - brightness[b] || a - b)
  const owners = new Uint8Array(order.length)
  for (let rank = 0; rank < order.length; rank++) {
    owners[order[rank]] = Math.floor((rank * componentCount) / order.length)
  }
  return owners
}

function nearestMean(means: Float64Array, colours: Float32Array, at: number): number {
  let best = 0
  let bestDistance = Number.POSITIVE_INFINITY
  for (let component = 0; component < componentCount; component++) {
    let distance = 0
    for (let channel = 0; channel < 3; channel++) {
      distance += (colours[at * 3 + channel] - means[component * 3 + channel]) ** 2
    }
    if (distance < bestDistance) {
      best = component
      bestDistance = distance
    }
  }
  return best
}

function meansOf(colours: Float32Array, owners: Uint8Array): Float64Array {
  const sums = new Float64Array(componentCount * 3)
  for (let at = 0; at < colours.length; at++) sums[owners[Math.floor(at / 3)] * 3 + (at % 3)] += colours[at]
  const sizes = sizesOf(owners)
  return sums.map((sum, slot) => sum / Math.max(1, sizes[Math.floor(slot / 3)]))
}

function covariancesOf(colours: Float32Array, owners: Uint8Array, means: Float64Array): Float64Array {
  const sums = new Float64Array(componentCount * 9)
  for (let at = 0; at < owners.length; at++) {
    const owner = owners[at]
    const off = [0, 1, 2].map((channel) => colours[at * 3 + channel] - means[owner * 3 + channel])
    for (let slot = 0; slot < 9; slot++) sums[owner * 9 + slot] += off[Math.floor(slot / 3)] * off[slot % 3]
  }
  const sizes = sizesOf(owners)
  return sums.map((sum, slot) => {
    const isVariance = (slot % 9) % 4 === 0
    return sum / Math.max(1, sizes[Math.floor(slot / 9)]) + (isVariance ? leastVariance : 0)
  })
}

function sizesOf(owners: Uint8Array): number[] {
  const sizes = new Array<number>(componentCount).fill(0)
  for (const owner of owners) sizes[owner]++
  return sizes
}
