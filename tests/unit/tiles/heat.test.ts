import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { tileEnvelope3857, tileSpanMetres } from '../../../core/geo/tile.ts'
import { heatPalette } from '../../../server/tiles/heat/heat-palette.ts'
import type { SourceRow } from '../../../server/tiles/layer-source.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { pointWkb } from './wkb.ts'

const tile = { z: 11, x: 1659, y: 1038 }
const [west, , , north] = tileEnvelope3857(tile)
const pixel = tileSpanMetres(tile.z) / 256

/** A point at a pixel of the tile, counted from its upper left corner. */
const place = (id: number, [px, py]: [number, number], weight: number | null = 1): SourceRow => ({
  id,
  wkb: pointWkb([west + px * pixel, north - py * pixel]),
  values: [weight],
})

const attributes = [{ name: 'costRupiah', type: 'number' }] as const
const radiusMetres = 40 * pixel

async function picture(rows: SourceRow[], where = tile, weight = 'count'): Promise<PNG> {
  const engine = await inlineEngine([memorySource({ attributes, rows })])
  const { bytes } = await engine.heat({ layer: 'things', ...where, weight, radiusMetres, filter: everything })
  return PNG.sync.read(Buffer.from(bytes))
}

const colours = heatPalette.map((colour) => colour.join(' '))

/** Palette entries of a picture, back from its colours. */
const entries = (png: PNG) =>
  Array.from({ length: 65536 }, (_, i) => colours.indexOf([...png.data.subarray(4 * i, 4 * i + 4)].join(' ')))

describe('heat tiles', () => {
  it('name the density of their strongest colour, per square kilometre', async () => {
    const densestOf = async (rows: SourceRow[]) => {
      const engine = await inlineEngine([memorySource({ attributes, rows })])
      const asked = { layer: 'things', ...tile, weight: 'count', radiusMetres, filter: everything }
      const { bytes } = await engine.heat(asked)
      return Number(/tEXtdensest.([\d.e+-]+)/.exec(Buffer.from(bytes).toString('latin1'))?.[1])
    }
    const one = await densestOf([place(1, [128, 128])])
    // The kernel's top: (2/3)² over the square of half a radius in kilometres.
    const top = (2 / 3) ** 2 / (radiusMetres / 2000) ** 2
    expect(one / top).toBeGreaterThan(0.9)
    expect(one / top).toBeLessThanOrEqual(1.001)
    const three = await densestOf([1, 2, 3].map((id) => place(id, [128, 128])))
    expect(three / one).toBeCloseTo(3, 4)
    // Where nothing lies the picture is blank, and names the density of the others all the same.
    expect(await densestOf([place(1, [128 + 5 * 256, 128])])).toBe(one)
    expect(await densestOf([])).toBe(0)
  })

  it('are 256 pixels, strongest at the place and transparent beyond its reach', async () => {
    const png = await picture([place(1, [128, 128])])
    expect([png.width, png.height]).toEqual([256, 256])
    const found = entries(png)
    expect(found[128 * 256 + 128]).toBeGreaterThan(245)
    expect(found[128 * 256 + 148]).toBeLessThan(found[128 * 256 + 138]!)
    expect(png.data[(128 * 256 + 128 + 45) * 4 + 3]).toBe(0)
    expect(png.data[3]).toBe(0)
  })

  it('fall off much as a Gaussian whose standard deviation is radius / √12', async () => {
    const found = entries(await picture([place(1, [128, 128])]))
    const share = (distance: number) => (found[128 * 256 + 128 + distance]! / found[128 * 256 + 128]!) ** 2
    for (const distance of [8, 13, 20]) {
      expect(share(distance)).toBeCloseTo(Math.exp(-(distance ** 2) / (2 * (40 ** 2 / 12))), 1)
    }
  })

  it('meet without a seam: places at the edge look in two tiles as they do in the midst of one', async () => {
    // The same places, once at the edge and once 120 pixels to the left of it.
    const spots = [
      [256, 80],
      [250, 120],
      [290, 100],
    ] as const
    const cut = spots.map(([x, y], i) => place(i + 1, [x, y]))
    const left = entries(await picture(cut))
    const right = entries(await picture(cut, { ...tile, x: tile.x + 1 }))
    const whole = entries(await picture(spots.map(([x, y], i) => place(i + 1, [x - 120, y]))))
    for (let y = 0; y < 256; y++) {
      for (let x = 0; x < 120; x++) {
        expect(Math.abs(left[y * 256 + 136 + x]! - whole[y * 256 + 16 + x]!)).toBeLessThanOrEqual(1)
        expect(Math.abs(right[y * 256 + x]! - whole[y * 256 + 136 + x]!)).toBeLessThanOrEqual(1)
      }
    }
  })

  it('use one scale for all tiles of a zoom', async () => {
    const rows = [place(1, [128, 128]), ...[2, 3, 4, 5].map((id) => place(id, [256 + 128, 128]))]
    const weak = entries(await picture(rows))
    const strong = entries(await picture(rows, { ...tile, x: tile.x + 1 }))
    expect((weak[128 * 256 + 128]! / strong[128 * 256 + 128]!) ** 2).toBeCloseTo(1 / 4, 1)
  })

  it('weigh by an attribute; nothing and less than nothing weigh nothing', async () => {
    const rows = [place(1, [60, 128], 9), place(2, [190, 60], null), place(3, [190, 190], -5)]
    const found = entries(await picture(rows, tile, 'costRupiah'))
    expect(found[128 * 256 + 60]).toBeGreaterThan(245)
    expect(found[60 * 256 + 190]).toBe(0)
    expect(found[190 * 256 + 190]).toBe(0)
  })

  it('are wholly transparent where nothing is', async () => {
    const png = await picture([])
    expect(png.data.every((value, i) => i % 4 !== 3 || value === 0)).toBe(true)
  })

  it('take a new version with any change of the layer', async () => {
    const source = memorySource({ attributes, rows: [place(1, [128, 128])] })
    const engine = await inlineEngine([source])
    const request = { layer: 'things', ...tile, weight: 'count', radiusMetres, filter: everything }
    const before = await engine.heat(request)
    expect((await engine.heat(request)).etag).toBe(before.etag)
    source.table.set(2, place(2, [20, 20]))
    await engine.change('things', { ids: [2] })
    const after = await engine.heat(request)
    expect(after.etag).not.toBe(before.etag)
    expect(entries(PNG.sync.read(Buffer.from(after.bytes)))[20 * 256 + 20]).toBeGreaterThan(200)
  })
})
