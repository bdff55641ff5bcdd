import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { keepEntries, slimPostgis } from '../../../server/database/slim-postgis.ts'

/** An entry of a POSIX archive, as tar writes it. */
function entry(name: string, text: string, type = '0'): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(Buffer.byteLength(text).toString(8).padStart(11, '0'), 124)
  header.write(type, 156)
  header.write('ustar\u000000', 257)
  const body = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512)
  body.write(text)
  return Buffer.concat([header, body])
}
const END = Buffer.alloc(1024)
/** PostGIS is created anew, with its thousands of reference systems. */
const ENGINE_MS = 180_000

test('entries whose names match are kept as they are, in their order', () => {
  const [a, b, c] = [entry('lib/a.so', 'x'.repeat(600)), entry('./lib/b.so', ''), entry('doc/c', 'text')]
  expect(keepEntries(Buffer.concat([a, c, b, END]), /^lib\//)).toEqual(Buffer.concat([a, b, END]))
})

test('an archive that is cut off, of another kind, or without any of them is refused', () => {
  const whole = Buffer.concat([entry('lib/a.so', 'x'.repeat(600)), END])
  expect(() => keepEntries(whole.subarray(0, 1024), /^lib/)).toThrow('ends early')
  expect(() => keepEntries(Buffer.concat([entry('lib/a.so', 'x', 'x'), END]), /^lib/)).toThrow('type x')
  expect(() => keepEntries(whole, /^share/)).toThrow('nothing of it')
})

test(
  'an engine starts from the slim bundle, and from the whole one where that cannot be kept',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'petausul-slim-'))
    const lies = join(folder, 'a-file')
    writeFileSync(lies, '')
    const transform = `CREATE EXTENSION postgis; SELECT round(ST_X(ST_Transform('SRID=4326;POINT(111.5 -2.7)'::geometry, 32749)))::int AS x`
    try {
      for (const cache of [join(folder, 'cache'), lies]) {
        const database = await PGlite.create({ extensions: { postgis: slimPostgis(cache) } })
        if (cache !== lies) expect((await database.exec(transform)).at(-1)?.rows).toEqual([{ x: 555_577 }])
        const raster = `SELECT count(*)::int AS files FROM pg_ls_dir('/pglite/lib/postgresql') f WHERE f LIKE 'postgis%'`
        expect((await database.query(raster)).rows).toEqual([{ files: cache === lies ? 3 : 1 }])
        await database.close()
      }
      // What a start that was cut off leaves behind is not taken for the bundle.
      const [made, ...others] = readdirSync(join(folder, 'cache'))
      expect(made).toMatch(/^postgis-\d+-\d+-[\da-f]{8}\.tar\.gz$/)
      expect(others).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
  ENGINE_MS,
)
