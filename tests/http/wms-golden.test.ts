import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { findAll } from '../support/xml-tree.ts'
import { expectPicture } from '../unit/render/golden-picture.ts'
import { mapQuery, readWmsDocument } from './wms-client.ts'

let server: TestServer
let offered: string[]
beforeAll(async () => {
  server = await startTestServer()
  const root = await readWmsDocument(await server.get('/wms?service=WMS&request=GetCapabilities'), '1.3.0')
  offered = findAll(root, 'Layer').flatMap(({ children }) =>
    children.filter(({ name }) => name === 'Name').map(({ text }) => text),
  )
})
afterAll(() => server.close())

/** All villages of the test district, in the order of axes of WMS 1.3.0. */
const windows = [
  ['EPSG:3857', '12345000,-256300,12390000,-211300'],
  ['EPSG:4326', '-2.3,110.9,-1.9,111.3'],
  ['CRS:84', '110.9,-2.3,111.3,-1.9'],
  ['EPSG:4755', '-2.3,110.9,-1.9,111.3'],
  ['EPSG:32749', '489000,9746000,534500,9791500'],
  ['EPSG:9489', '489000,9746000,534500,9791500'],
  ['EPSG:23836', '22000,1246000,68000,1292000'],
] as const

/** Every layer of the catalogue, in its own style: the embedded engine and PostGIS must draw one picture. */
const LAYERS = [
  'areas-district',
  'areas-village',
  'coverage-PUSKESMAS',
  'coverage-SD',
  'coverage-SMP',
  'facilities',
  'idm',
  'need',
  'poverty',
  'poverty-coverage',
  'proposals',
  'roads',
]

describe('golden pictures of WMS', () => {
  it('are of every layer that is offered', () => {
    expect([...LAYERS].sort()).toEqual(offered.toSorted())
  })

  it.each(LAYERS.flatMap((layer) => windows.map(([crs, bbox]) => ({ layer, crs, bbox }))))(
    '$layer in $crs',
    async ({ layer, crs, bbox }) => {
      const answer = await server.get(
        mapQuery({ ...{ layers: layer, crs, bbox, width: '160', height: '160' }, transparent: 'TRUE' }),
      )
      expect(answer.status).toBe(200)
      expectPicture(`wms/${layer}-${crs.replace(':', '-')}`, new Uint8Array(await answer.arrayBuffer()))
    },
  )
})
