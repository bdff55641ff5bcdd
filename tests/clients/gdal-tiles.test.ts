import type { FeatureCollection, Position } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readJson } from '../http/answers.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { runClient } from './run-client.ts'

const { ogr2ogr } = findCapabilities()

describe.skipIf(!ogr2ogr)('GDAL reading vector tiles', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  const read = async (path: string, layer: string) =>
    JSON.parse(
      await runClient(ogr2ogr!, [
        '-f',
        'GeoJSON',
        '-t_srs',
        'OGC:CRS84',
        '/vsistdout/',
        `MVT:${server.url}${path}`,
        layer,
      ]),
    ) as FeatureCollection
  const download = async (layer: string) =>
    readJson<FeatureCollection>(await server.get(`/data/${layer}.geojson`))
  const codes = ({ features }: FeatureCollection) =>
    [...new Set(features.map(({ properties }) => properties?.code))].sort()

  it('finds every village', async () => {
    const found = await read('/tiles/areas-village/8/207/129.mvt', 'areas-village')
    expect(codes(found)).toEqual(codes(await download('areas-village')))
  })

  it('finds every place where the download has it, to a unit of the tile', async () => {
    const found = await read('/tiles/facilities/8/207/129.mvt', 'facilities')
    const { features } = await download('facilities')
    const unit = 360 / 2 ** 8 / 4096
    const [west, east] = [207, 208].map((column) => (column / 2 ** 8) * 360 - 180) as [number, number]
    const wanted = features.filter(({ geometry }) => {
      const x = geometry?.type === 'Point' ? (geometry.coordinates[0] ?? 0) : 0
      return x >= west && x <= east
    })
    expect(wanted.length).toBeGreaterThan(2)
    for (const { properties, geometry } of wanted) {
      const [x = 0, y = 0] = (geometry as { coordinates: Position }).coordinates
      const near = found.features.filter((feature) => {
        const [fx = 0, fy = 0] = (feature.geometry as { coordinates: Position }).coordinates
        return Math.abs(fx - x) <= unit && Math.abs(fy - y) <= unit
      })
      expect(
        near.map((feature) => feature.properties?.id),
        properties?.name,
      ).toContain(properties?.id)
    }
  })
})
