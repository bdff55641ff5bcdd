import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Feature, FeatureCollection, LineString, MultiPolygon, Polygon, Position } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mapSipdColumns } from '../../../core/proposal/sipd-columns.ts'
import { demoFiles } from '../../../data/demo/package-files.ts'
import { makeDemo } from '../../../data/make-demo.ts'

const digest = (files: Map<string, string>) =>
  createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex')

function contains(rings: Position[][], [x, y]: Position): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] as [number, number]
      const [bx, by] = ring[i] as [number, number]
      if (ay > (y as number) === by > (y as number)) continue
      if ((x as number) < ((bx - ax) * ((y as number) - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

describe('the demo package', () => {
  let files: Map<string, string>
  let folder: string
  const collection = (name: string) => JSON.parse(files.get(name) as string) as FeatureCollection
  const rows = (name: string) => (files.get(name) as string).trim().split('\r\n')

  beforeAll(async () => {
    files = demoFiles(12)
    folder = await mkdtemp(join(tmpdir(), 'petausul-demo-'))
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true }))

  it('is written with the same bytes for the same seed, and its manifest names every file and says that all is made up', async () => {
    const { manifestPath } = await makeDemo(folder, 12)
    const manifest = JSON.parse(await readFile(manifestPath, 'utf8'))
    expect(manifest.synthetic).toBe(true)
    expect(manifest.name).toContain('fiktif')
    // Packages have one language; pages in the other one show it as it is.
    expect(manifest.description).toMatch(/^Kabupaten rekaan/)
    expect(manifest.description).not.toMatch(/\b(the|every|and|fictitious)\b/i)
    const entries = [
      ...manifest.areas,
      ...manifest.statistics,
      ...manifest.facilities,
      ...manifest.layers,
      ...manifest.proposals,
    ]
    const named = entries.flatMap((entry: { file?: string }) => entry.file ?? [])
    expect([...named, 'district.json'].sort()).toEqual((await readdir(folder)).sort())
    // A second run from the same seed: the bytes on disk are those in memory.
    const onDisk = new Map<string, string>()
    for (const name of files.keys()) onDisk.set(name, await readFile(join(folder, name), 'utf8'))
    expect(digest(onDisk)).toBe(digest(files))
    await expect(makeDemo(folder, Number.NaN)).rejects.toThrow('seed: expected a whole number, received NaN')
  }, 60_000)

  it('gives every village its figures, and facilities of each kind inside the regency', () => {
    const villages = collection('villages.geojson').features
    expect(rows('population.csv')).toHaveLength(villages.length + 1)
    expect(rows('poverty.csv')).toHaveLength(villages.length + 1)
    const desa = villages.filter((v) => v.properties?.jenis === 'desa')
    expect(rows('village-index.csv')).toHaveLength(desa.length + 1)
    expect(rows('schools.csv').filter((r) => r.includes(',SD,')).length).toBeGreaterThan(100)
    expect(rows('health.csv').filter((r) => r.includes(';PUSKESMAS;')).length).toBeGreaterThanOrEqual(10)
  })

  it('holds about 900 proposals a year', () => {
    expect(rows('proposals-2024.csv').length - 3).toBe(884)
    expect(rows('proposals-2025.csv').length - 1).toBe(907)
    expect(collection('proposals-2026.geojson').features).toHaveLength(931)
  })

  it('draws points, lines and areas, all inside the regency, and leaves some without a place', () => {
    const outline = collection('villages.geojson').features.map((v) => {
      const geometry = v.geometry as Polygon | MultiPolygon
      const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      const points = parts.flat(2)
      const box = [0, 1].map((axis) => points.map((p) => p[axis] as number))
      const [xs, ys] = box as [number[], number[]]
      return {
        parts,
        west: Math.min(...xs),
        east: Math.max(...xs),
        south: Math.min(...ys),
        north: Math.max(...ys),
      }
    })
    const inRegency = (p: Position) =>
      outline.some(({ parts, west, east, south, north }) => {
        const [x, y] = p as [number, number]
        return x >= west && x <= east && y >= south && y <= north && parts.some((rings) => contains(rings, p))
      })
    const features = collection('proposals-2026.geojson').features as Feature[]
    const positions = (feature: Feature): Position[] => {
      const geometry = feature.geometry
      if (geometry.type === 'Point') return [geometry.coordinates]
      return geometry.type === 'LineString' ? geometry.coordinates : (geometry as Polygon).coordinates.flat()
    }
    const located = features.filter((f) => f.geometry !== null)
    for (const type of ['Point', 'LineString', 'Polygon']) {
      expect(located.filter((f) => f.geometry.type === type).length, type).toBeGreaterThan(60)
    }
    expect(features.length - located.length).toBeGreaterThan(50)
    const outside = located.filter((f) => !positions(f).every(inRegency))
    expect(outside.map((f) => f.properties?.sourceId)).toEqual([])
  })

  it('says of most proposals, not of all, what criteria ask for', () => {
    const all = collection('proposals-2026.geojson').features.map((feature) => feature.properties ?? {})
    for (const name of ['beneficiaries', 'urgency', 'months', 'readiness', 'planMatch']) {
      const known = all.filter((properties) => properties[name] !== null).length
      expect(known / all.length, name).toBeGreaterThan(0.75)
      expect(known, name).toBeLessThan(all.length)
    }
    const columns = mapSipdColumns((rows('proposals-2025.csv')[0] ?? '').replace('\ufeff', '').split(';'))
    expect(columns.unknown).toEqual([])
    expect(Object.keys(columns.headings)).toEqual(
      expect.arrayContaining(['beneficiaries', 'urgency', 'months', 'readiness', 'planMatch']),
    )
  })

  it('states volumes in metres that match the drawn lines', () => {
    const lines = collection('proposals-2026.geojson').features.filter(
      (f) => f.geometry?.type === 'LineString' && f.properties?.unit === 'm',
    ) as Feature<LineString>[]
    expect(lines.length).toBeGreaterThan(100)
    for (const { geometry, properties } of lines) {
      let metres = 0
      geometry.coordinates.forEach((p, i) => {
        const q = geometry.coordinates[i - 1]
        if (!q) return
        const dy = ((p[1] as number) - (q[1] as number)) * 110_574
        const dx =
          ((p[0] as number) - (q[0] as number)) * 111_320 * Math.cos(((p[1] as number) * Math.PI) / 180)
        metres += Math.hypot(dx, dy)
      })
      expect(Math.abs(metres - (properties?.volume as number)) / metres, properties?.sourceId).toBeLessThan(
        0.15,
      )
    }
  })

  it('gives refusals a reason and every other step a date, in order', () => {
    for (const { properties } of collection('proposals-2026.geojson').features) {
      const trail = properties?.decisions as { decision: string; reason: string | null; at: string }[]
      for (const step of trail) {
        if (['rejected', 'returned', 'postponed'].includes(step.decision)) expect(step.reason).toBeTruthy()
      }
      const dates = trail.map((step) => Date.parse(step.at))
      expect(dates).toEqual(dates.toSorted((a, b) => a - b))
      expect(dates.every((date) => date >= Date.parse(properties?.submittedOn as string))).toBe(true)
    }
  })

  it('asks for some things twice, from the village and from the council', () => {
    const repeats = rows('proposals-2025.csv').filter((row) => row.includes('Usulan ganda'))
    expect(repeats.length).toBeGreaterThan(10)
  })
})
