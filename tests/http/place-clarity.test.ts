import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { zoneClient } from './zone-client.ts'

const POINTS: Readonly<Record<string, number>> = { point: 2, area: 1, conflict: 0, none: 0 }

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

test('a criterion over the clarity of places puts points above villages, and these above what nobody could find', async () => {
  const criterion = {
    ...{ key: 'clarity', title: { id: 'Kejelasan', en: 'Clarity' }, unit: { id: 'poin', en: 'points' } },
    ...{ direction: 'maximise', missing: 'zero', source: 'proposals.placeClarity' },
    normalisation: { kind: 'min-max' },
  }
  await readJson(await zoneClient(server).send('POST', '/api/criteria', criterion))
  const { features } = await readJson<FeatureCollection>(await server.get('/data/proposals.geojson'))
  const rows = features.map(({ properties }) => properties as { locationQuality: string; c_clarity: number })
  const values = rows.map(({ locationQuality }) => POINTS[locationQuality] ?? Number.NaN)
  const [least, greatest] = [Math.min(...values), Math.max(...values)]
  expect(greatest - least).toBeGreaterThan(0)
  expect(rows.map(({ c_clarity }) => c_clarity)).toEqual(
    values.map((value) => Math.round((1000 * (value - least)) / (greatest - least))),
  )
})
