import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { UnreadableFile } from '../../../server/ingest/formats/unreadable-file.ts'
import { blob, declareLayer, doubles, makeGeoPackage } from './make-geopackage.ts'
import { makeWorkbook, rowXml } from './make-workbook.ts'
import { fixture, readSource } from './read-source.ts'
import { scratchFolder } from './scratch-folder.ts'

const folder = scratchFolder()
const RUNS = 150

function geoPackage(): Buffer {
  const point = blob(`01${Buffer.from(Uint32Array.of(1).buffer).toString('hex')}${doubles(111.5, -2.5)}`)
  const rows = Array.from({ length: 20 }, (_, n) => `(${n + 1}, ${point}, 'nama ${n}')`).join()
  const sql = `CREATE TABLE a (fid INTEGER PRIMARY KEY, geom BLOB, x TEXT); ${declareLayer('a')} INSERT INTO a VALUES ${rows}`
  return readFileSync(makeGeoPackage(folder.path('seed.gpkg'), sql))
}

const FEATURE =
  '{"type":"Feature","properties":{"a":"b\\\\\\""},"geometry":{"type":"Point","coordinates":[111,-2]}}'
const workbook = {
  sheets: [{ name: 'S', rows: rowXml(1, ['a', 'b']) + rowXml(2, [1, 'x']) + rowXml(3, ['y', 2]) }],
  sharedStrings: '<si><t>x</t></si>',
}

/** A small honest file of every format. */
const seeds: [string, Buffer][] = [
  ...readdirSync(fixture(''))
    .filter((name) => /\.(zip|fgb)$/.test(name))
    .map((name): [string, Buffer] => [name, readFileSync(fixture(name))]),
  ['points.gpkg', geoPackage()],
  ['table.xlsx', Buffer.from(makeWorkbook(workbook))],
  [
    'points.geojson',
    Buffer.from(`{"type":"FeatureCollection","features":[${FEATURE},${FEATURE}],"crs":null}`),
  ],
  ['points.geojsonl', Buffer.from(`${FEATURE}\n${FEATURE}\n`)],
  ['table.csv', Buffer.from('nama,lintang,bujur\n"Désa ""x""",-2,111\r\nb,"1,5",\n')],
]

const LAYER: Record<string, string> = { 'two-layers.zip': 'a' }
const layerOf = (name: string) => (LAYER[name] === undefined ? {} : { layer: LAYER[name] })

/** Reads the bytes; anything but rows (faulty or not) or an UnreadableFile that names its reason fails the test. */
async function readOrRefuse(name: string, bytes: Uint8Array): Promise<void> {
  const path = folder.write(`hostile${extname(name)}`, bytes)
  try {
    const { features } = await readSource(path, {
      ...layerOf(name),
      limits: { maxUnpackedBytes: 8 * 1024 ** 2 },
    })
    for (const { row, geometry, fault } of features) {
      expect(row).toBeGreaterThan(0)
      if (fault !== undefined) expect(fault).not.toBe('')
      expect(JSON.stringify(geometry) ?? '').not.toMatch(/null,|,null/)
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    // A TypeError below would be a slip of ours that the outermost guard has dressed up as the file's fault.
    if (error.cause instanceof TypeError || error.cause instanceof ReferenceError) throw error.cause
  }
}

describe('whatever happens to its bytes, a file is read or refused', () => {
  it.each(seeds)('%s is read as it is', async (name, seed) => {
    const { features } = await readSource(folder.write(`whole${extname(name)}`, seed), layerOf(name))
    expect(features.length).toBeGreaterThan(1)
  })

  it.each(seeds.filter(([name]) => /\.(zip|xlsx)$/.test(name)))(
    '%s with bytes changed inside its entries, checksums made right again',
    async (name, seed) => {
      const files = unzipSync(seed)
      const names = Object.keys(files)
      const change = fc.record({
        file: fc.constantFrom(...names),
        at: fc.nat(),
        to: fc.integer({ min: 0, max: 255 }),
      })
      const cut = fc.option(fc.record({ file: fc.constantFrom(...names), length: fc.nat() }))
      await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 6 }), cut, async (changes, shortened) => {
          const altered = Object.fromEntries(names.map((file) => [file, Uint8Array.from(files[file] ?? [])]))
          for (const { file, at, to } of changes) {
            const bytes = altered[file] ?? new Uint8Array()
            bytes[at % bytes.length] = to
          }
          const short = shortened && altered[shortened.file]
          if (shortened && short) altered[shortened.file] = short.subarray(0, shortened.length % short.length)
          await readOrRefuse(name, zipSync(altered, { level: 0 }))
        }),
        { numRuns: RUNS },
      )
    },
  )

  it.each(seeds)('%s cut off anywhere', async (name, seed) => {
    const cuts = fc.integer({ min: 0, max: seed.length - 1 })
    await fc.assert(
      fc.asyncProperty(cuts, (length) => readOrRefuse(name, seed.subarray(0, length))),
      { numRuns: RUNS },
    )
  })

  it.each(seeds)('%s with bytes changed anywhere', async (name, seed) => {
    const changes = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: seed.length - 1 }), to: fc.integer({ min: 0, max: 255 }) }),
      { minLength: 1, maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = Uint8Array.from(seed)
        for (const { at, to } of list) bytes[at] = to
        await readOrRefuse(name, bytes)
      }),
      { numRuns: RUNS },
    )
  })
})
