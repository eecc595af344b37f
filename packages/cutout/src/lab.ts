const linear = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

function curve(t: number): number {
  return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116
}

/** Turns sRGB bytes into CIELAB (D65), three floats a pixel: L 0…100, a, b. */
export function toLab(rgb: Uint8Array): Float32Array {
  const lab = new Float32Array(rgb.length)
  for (let at = 0; at < rgb.length; at += 3) {
    const red = linear[rgb[at]]
    const green = linear[rgb[at + 1]]
    const blue = linear[rgb[at + 2]]
    const x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    const y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    const z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    lab[at] = 116 * y - 16
    lab[at + 1] = 500 * (x - y)
    lab[at + 2] = 200 * (y - z)
  }
  return lab
}

/** Length of a colour difference; lightness counts less, because shading changes it on one and the same surface. */
export function difference(lightness: number, a: number, b: number): number {
  return Math.sqrt(0.36 * lightness * lightness + a * a + b * b)
}

/** Steepness of lightness at every pixel (central differences); 0 on the rim. */
export function lightnessGradient(lab: Float32Array, widthPx: number, heightPx: number): Float32Array {
  const gradient = new Float32Array(widthPx * heightPx)
  const row = widthPx * 3
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const at = (y * widthPx + x) * 3
      const across = lab[at + 3] - lab[at - 3]
      const down = lab[at + row] - lab[at - row]
      gradient[y * widthPx + x] = Math.sqrt(across * across + down * down)
    }
  }
  return gradient
}
