import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { expect } from 'vitest'

/** Letters and rims come out a little different with another FreeType or processor. */
const PIXELS_THAT_MAY_DIFFER = 0.002

/**
 * Compares a picture with tests/golden/pictures/{name}.png; a difference is written beside it as {name}.diff.png.
 * `UPDATE_GOLDEN=1 npx vitest run FILE` blesses anew: look at what changed.
 */
export function expectPicture(name: string, png: Uint8Array): void {
  const path = (suffix: string) =>
    fileURLToPath(new URL(`../../golden/pictures/${name}${suffix}.png`, import.meta.url))
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path('')), { recursive: true })
    writeFileSync(path(''), png)
  }
  expect(existsSync(path('')), `no golden picture ${name}`).toBe(true)
  const golden = PNG.sync.read(readFileSync(path('')))
  const drawn = PNG.sync.read(Buffer.from(png))
  expect([drawn.width, drawn.height]).toEqual([golden.width, golden.height])
  const { width, height } = golden
  const difference = new PNG({ width, height })
  const count = pixelmatch(golden.data, drawn.data, difference.data, width, height, { threshold: 0.1 })
  if (count > width * height * PIXELS_THAT_MAY_DIFFER)
    writeFileSync(path('.diff'), PNG.sync.write(difference))
  expect(count, `pixels of ${name} that differ`).toBeLessThanOrEqual(width * height * PIXELS_THAT_MAY_DIFFER)
}
