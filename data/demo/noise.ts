/** Smooth noise over the plane; about −1 … 1. */
export type Noise = (x: number, y: number) => number

function cornerHash(ix: number, iy: number, seed: number): number {
  let h = (Math.imul(ix, 0x27d4eb2d) ^ Math.imul(iy, 0x165667b1) ^ seed) >>> 0
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** 256 directions: looking them up is several times faster than a sine for each corner. */
const DIRECTIONS = Float64Array.from({ length: 512 }, (_, i) => {
  const angle = ((i >> 1) / 256) * 2 * Math.PI
  return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)
})

/** The slope of one corner's gradient at an offset (dx, dy) from it. */
function cornerValue(hash: number, dx: number, dy: number): number {
  const i = (hash & 255) * 2
  return DIRECTIONS[i]! * dx + DIRECTIONS[i + 1]! * dy
}

const fade = (t: number) => t * t * t * (t * (t * 6 - 15) + 10)

/** Perlin's gradient noise (Improving Noise, 2002) with hashed unit gradients. */
function gradientNoise(x: number, y: number, seed: number): number {
  const ix = Math.floor(x)
  const iy = Math.floor(y)
  const fx = x - ix
  const fy = y - iy
  const u = fade(fx)
  const south =
    cornerValue(cornerHash(ix, iy, seed), fx, fy) * (1 - u) +
    cornerValue(cornerHash(ix + 1, iy, seed), fx - 1, fy) * u
  const north =
    cornerValue(cornerHash(ix, iy + 1, seed), fx, fy - 1) * (1 - u) +
    cornerValue(cornerHash(ix + 1, iy + 1, seed), fx - 1, fy - 1) * u
  return (south + (north - south) * fade(fy)) * 1.41
}

export interface NoiseOptions {
  seed: number
  /** Length of the coarsest waves in metres. */
  wavelengthMetres: number
  octaves: number
  /** Amplitude of each octave against the one before; 0.5 gives natural coasts. */
  gain?: number
}

/** Fractal Brownian motion: octaves of gradient noise, each twice as fine as the last. */
export function createNoise(options: NoiseOptions): Noise {
  const gain = options.gain ?? 0.5
  return (x, y) => {
    let sum = 0
    let amplitude = 1
    let frequency = 1 / options.wavelengthMetres
    for (let octave = 0; octave < options.octaves; octave++) {
      // The shift keeps the zeros of the octaves' lattices from falling on one another.
      const shift = octave * 17.37
      sum +=
        amplitude * gradientNoise(x * frequency + shift, y * frequency - shift, options.seed + octave * 1013)
      amplitude *= gain
      frequency *= 2
    }
    return sum
  }
}
