import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { exportLayers } from '../../server/tiles/pmtiles/export-layers.ts'
import { scratchFolder } from '../unit/formats/scratch-folder.ts'
import { inlineEngine } from '../unit/tiles/inline-engine.ts'
import { memorySource } from '../unit/tiles/memory-source.ts'
import { lonLatPoint } from '../unit/tiles/wkb.ts'

const folder = scratchFolder()
const path = folder.path('usulan.pmtiles')
const places = Array.from({ length: 40 }, (_, i): [number, number] => [
  111 + (i % 8) / 10,
  -3 + Math.floor(i / 8) / 10,
])

interface Feature {
  properties: { name: string; cost: number }
  geometry: { type: string; coordinates: [number, number] }
}

function ogr(program: string, ...options: string[]): string {
  return execFileSync(program, options, { encoding: 'utf8' })
}

describe('GDAL', () => {
  it('opens an exported archive and finds every proposal at its place', async () => {
    const attributes = [
      { name: 'name', type: 'string' },
      { name: 'cost', type: 'integer' },
    ] as const
    const rows = places.map(([lon, lat], i) => {
      return { id: i + 1, wkb: lonLatPoint(lon, lat), values: [`usulan ${i}`, i * 1000] }
    })
    const engine = await inlineEngine([memorySource({ id: 'proposals', kind: 'point', attributes, rows })])
    const about = { name: 'Usulan', attribution: 'Bappeda', titleOf: () => 'Usulan', onProgress: () => {} }
    await exportLayers({ engine, layers: ['proposals'], path, maxZoom: 12, ...about })

    const info = ogr('ogrinfo', '-so', '-al', path)
    expect(info).toMatch(/Layer name: proposals/)
    expect(info).toMatch(/name: String/)
    expect(info).toMatch(/ZOOM_LEVEL=12/)

    const json = ogr('ogr2ogr', '-f', 'GeoJSON', '-t_srs', 'EPSG:4326', '/vsistdout/', path)
    const { features } = JSON.parse(json) as { features: Feature[] }
    const found = new Map(features.map((feature) => [feature.properties.name, feature]))
    expect(found.size).toBe(places.length)
    for (const [i, [lon, lat]] of places.entries()) {
      const { properties, geometry } = found.get(`usulan ${i}`)!
      expect(properties.cost).toBe(i * 1000)
      expect(geometry.type).toBe('Point')
      // Half a unit of a zoom 12 tile is 0.00001°.
      expect(Math.abs(geometry.coordinates[0] - lon)).toBeLessThan(2e-5)
      expect(Math.abs(geometry.coordinates[1] - lat)).toBeLessThan(2e-5)
    }
  })
})
