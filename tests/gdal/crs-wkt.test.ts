import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { crsDefinition } from '../../core/geo/crs-definitions.ts'
import { crsWkt } from '../../core/geo/crs-wkt.ts'

const run = promisify(execFile)
/** Geographic systems, the web's, and of each series of zones its first or last. */
const CODES = [4326, 9470, 4755, 3857, 9476, 9489, 9494, 23830, 23845, 23866, 23884, 32601, 32649, 32760]

/** What GDAL makes of a code or well-known text, as a PROJ string; a shift of nothing is left away. */
async function projOf(text: string): Promise<string> {
  const { stdout } = await run('gdalsrsinfo', ['-o', 'proj4', text])
  return stdout.trim().replace(' +towgs84=0,0,0,0,0,0,0', '')
}

describe.each(CODES)('EPSG:%d', (code) => {
  it.each(['ogc', 'esri'] as const)(
    'as well-known text (%s) is to GDAL what its code is',
    async (dialect) => {
      const definition = crsDefinition(`EPSG:${code}`)
      if (!definition) throw new Error(`EPSG:${code} is not in our table`)
      const [reported, known] = [await projOf(crsWkt(definition, dialect)), await projOf(`EPSG:${code}`)]
      expect(reported).toMatch(/^\+proj=/)
      expect(reported).toBe(known)
    },
  )
})
