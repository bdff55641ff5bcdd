import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PictureWindow } from '../../core/geo/picture-window.ts'
import type { Envelope } from '../../core/geo/tile.ts'
import { scratchFolder } from '../unit/formats/scratch-folder.ts'
import { areaStyle, corner, type DrawnWorld, drawnWorld, wholeSquare } from '../unit/render/drawn-world.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'

const folder = scratchFolder()
const PRESENT = spawnSync('gdaltransform', ['--version']).status === 0 || process.env.CI === 'true'

/** Places of the 16 points, by their rows' order: south to north, west to east. */
const places = Array.from({ length: 16 }, (_, id): [number, number] => [
  corner[0] + (id % 4) / 4 + 0.125,
  corner[1] + Math.floor(id / 4) / 4 + 0.125,
])

/** Longitude, latitude as a CRS has it, easting first, by PROJ. */
function byGdal(crs: string): [number, number][] {
  const input = places.map((place) => place.join(' ')).join('\n')
  const printed = execFileSync('gdaltransform', ['-s_srs', 'OGC:CRS84', '-t_srs', crs, '-output_xy'], {
    input,
  })
  const pairs = String(printed)
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number) as [number, number])
  // gdaltransform speaks longitude, latitude for geographic systems too.
  return pairs
}

/** UTM zones around, SRGI2013 and its zone, TM-3. */
const SYSTEMS = [
  'EPSG:3857',
  'EPSG:4326',
  'EPSG:9470',
  'EPSG:32749',
  'EPSG:32748',
  'EPSG:32750',
  'EPSG:9489',
  'EPSG:23836',
]

describe.skipIf(!PRESENT)('pictures and GDAL', () => {
  let world: DrawnWorld
  beforeAll(async () => {
    world = await drawnWorld()
  })
  afterAll(() => world.close())

  it.each(SYSTEMS)('have every place where PROJ has it, in %s', async (crs) => {
    const wanted = byGdal(crs)
    const [xs, ys] = [wanted.map(([x]) => x), wanted.map(([, y]) => y)]
    const span = Math.max(...xs) - Math.min(...xs)
    const bbox: Envelope = [
      Math.min(...xs) - span / 10,
      Math.min(...ys) - span / 10,
      Math.max(...xs) + span / 10,
      Math.max(...ys) + span / 10,
    ]
    const window: PictureWindow = { crs, bbox, width: 4000, height: 4000 }
    const rule = { point: true, line: false, polygon: false, labels: [] }
    const filter = { in: {}, prefix: {} }
    const layer = { layer: 'points', filter, rules: [rule], bufferPixels: 10 }
    const { bytes, extent } = await world.engine.picture({ window, zoom: 12, layers: [layer] })
    const found = decodeTile(bytes).flatMap(({ parts }) => parts.flat())
    expect(found).toHaveLength(16)
    for (const [x, y] of wanted) {
      const unitX = ((x - bbox[0]) / (bbox[2] - bbox[0])) * extent
      const unitY = ((bbox[3] - y) / (bbox[3] - bbox[1])) * extent
      const nearest = Math.min(
        ...found.map(([fx, fy]) => Math.max(Math.abs(fx - unitX), Math.abs(fy - unitY))),
      )
      // Half a unit, a thirty-second of a pixel, is rounding. SRGI2013 is taken as WGS 84, 0.2 m from where PROJ has it.
      expect(nearest).toBeLessThan(0.51 + (crs === 'EPSG:9489' ? (0.25 / (bbox[2] - bbox[0])) * extent : 0))
    }
  })

  it.each([
    ['EPSG:32749', [488000, 9655000, 623000, 9790000]],
    ['EPSG:32748', [1150000, 9650000, 1295000, 9795000]],
    ['EPSG:23836', [20000, 1150000, 180000, 1310000]],
  ] as const)('look as gdalwarp makes them from another CRS, in %s', async (crs, bbox) => {
    const style = { name: '', rules: areaStyle.rules.slice(0, 3) }
    const layers = [{ id: 'areas', style }]
    const source = { ...wholeSquare, layers, bbox: widened(wholeSquare.bbox), width: 2000, height: 2000 }
    const { bytes } = await world.renderer.picture(source)
    const path = folder.write('source.png', bytes)
    const [west, south, east, north] = source.bbox.map(String) as [string, string, string, string]
    const tif = folder.path('source.tif')
    const warped = folder.path(`warped-${crs.slice(5)}.tif`)
    const png = `${warped}.png`
    execFileSync('gdal_translate', [
      '-q',
      '-a_srs',
      source.crs,
      '-a_ullr',
      west,
      north,
      east,
      south,
      path,
      tif,
    ])
    execFileSync('gdalwarp', [
      ...['-q', '-overwrite', '-t_srs', crs, '-te', ...bbox.map(String), '-ts', '500', '500'],
      ...['-et', '0', '-r', 'near', tif, warped],
    ])
    execFileSync('gdal_translate', ['-q', '-of', 'PNG', warped, png])
    const ours = await world.renderer.picture({ ...source, crs, bbox: [...bbox], width: 500, height: 500 })
    const [mine, theirs] = [
      PNG.sync.read(Buffer.from(ours.bytes)).data,
      PNG.sync.read(readFileSync(png)).data,
    ]
    let different = 0
    for (let i = 0; i < mine.length; i += 4)
      if ([0, 1, 2].some((band) => Math.abs(mine[i + band]! - theirs[i + band]!) > 24)) different++
    // The rims of areas, one pixel wide at most: 5 lines of 500 pixels each way.
    expect(different).toBeLessThan(2500)
    expect(different / (mine.length / 4)).toBeLessThan(0.006)
  })
})

/** Room on every side, so that a turned picture finds something everywhere. */
function widened([west, south, east, north]: Envelope): Envelope {
  const [x, y] = [(east - west) / 4, (north - south) / 4]
  return [west - x, south - y, east + x, north + y]
}
