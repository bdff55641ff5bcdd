import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeMissing, findCapabilities, hasGdal } from '../../support/capabilities.ts'
import { scratchFolder } from '../formats/scratch-folder.ts'

const folder = scratchFolder()
/** A folder in PATH with an ogr2ogr of that version. */
function withGdal(version: string): string {
  const script = `#!/bin/sh\necho "GDAL ${version}, released 2022/10/21"\n`
  const path = folder.write('ogr2ogr', script)
  chmodSync(path, 0o755)
  return dirname(path)
}
const leftOut = (version: string) =>
  describeMissing(findCapabilities({ PATH: withGdal(version) })).filter((line) => line.includes('GDAL'))

describe('a GDAL that is older than a test needs', () => {
  it('is told like one that is missing, with the version that the test takes', () => {
    expect(leftOut('3.6.2')).toEqual([
      'agreement with GDAL on downloads: needs GDAL 3.7 or later, for ogrinfo -json; here is 3.6.2',
      'agreement with GDAL on OGC API Features: needs GDAL 3.7 or later, for CRS of its driver OAPIF; here is 3.6.2',
      'agreement with GDAL on PMTiles: needs GDAL 3.8 or later, for its driver PMTiles; here is 3.6.2',
    ])
    expect(leftOut('3.8.4')).toEqual([])
    expect(leftOut('3.10.3')).toEqual([])
  })

  it('is compared by number', () => {
    expect(hasGdal({ gdalVersion: '3.10.3' }, '3.8')).toBe(true)
    expect(hasGdal({ gdalVersion: '4.0.0' }, '3.8')).toBe(true)
    expect(hasGdal({ gdalVersion: '3.7.9' }, '3.8')).toBe(false)
    expect(hasGdal({ gdalVersion: undefined })).toBe(false)
  })

  it('runs the other tests, except in CI, where nothing may be left out', () => {
    const run = (words: string[], more: Record<string, string>) =>
      spawnSync(process.execPath, words, {
        encoding: 'utf8',
        env: { PATH: `${withGdal('3.6.2')}:/usr/bin`, ...more },
      })
    const listed = run(['node_modules/vitest/vitest.mjs', 'list', '--filesOnly', '--project', 'gdal'], {})
    expect(listed.stdout).toContain('gdal-agreement.test.ts')
    expect(listed.stdout).not.toMatch(/pmtiles|downloads|ogc-features/)
    const ci = run(['tests/run.ts'], { CI: 'true' })
    expect(ci.stdout).toContain('needs GDAL 3.8 or later')
    expect(ci.stdout).toContain('CI=true: nothing may be left out')
    expect(ci.status).toBe(1)
  })
})
