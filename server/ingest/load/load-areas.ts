import type { AreaRow } from '../area-store.ts'
import { cleanAreas, dissolveAreas, insertAreas } from '../area-store.ts'
import { areasFingerprint } from '../areas-fingerprint.ts'
import type { DatasetPlan, ImportContext } from '../dataset.ts'
import { type AreaEntry, packageFile } from '../manifest.ts'
import { cellText, openEntry, requireColumns } from '../read-entry.ts'
import { INDONESIA, straightenRows } from '../straighten.ts'

type FileEntry = Extract<AreaEntry, { file: string }>
type DissolveEntry = Extract<AreaEntry, { dissolve: string }>

const BATCH = 500

export function planAreas(context: ImportContext, entry: FileEntry): DatasetPlan {
  const path = packageFile(context.pack, entry.file)
  const { manifest } = context.pack
  return {
    role: `areas:${entry.level}`,
    file: entry.file,
    path,
    dependsOn: [entry, manifest.codeEdition],
    source: entry.source ?? null,
    licence: entry.licence ?? null,
    year: null,
    async load(transaction, datasetId, tally) {
      const place = { datasetId, level: entry.level, edition: manifest.codeEdition }
      const opened = await openEntry(path, entry, tally)
      try {
        requireColumns(entry.file, opened.fields, [entry.code, entry.name])
        let batch: AreaRow[] = []
        for await (const { row, properties, geometry } of straightenRows(opened, INDONESIA, tally)) {
          const code = cellText(properties[entry.code])
          const isPolygon = geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon'
          if (!code || !isPolygon) {
            tally.reject(row, code ? 'not a polygon' : 'no area code', {
              parameter: code ? 'geometry' : entry.code,
              received: code ? (geometry?.type ?? 'no geometry') : String(properties[entry.code] ?? ''),
              expected: code ? 'Polygon or MultiPolygon' : 'an area code',
            })
            continue
          }
          const name = cellText(properties[entry.name]) ?? code
          const parent = entry.parent ? cellText(properties[entry.parent]) : null
          batch.push({ row, code, name, parent, geometry: JSON.stringify(geometry) })
          if (batch.length === BATCH) {
            await insertAreas(transaction, place, batch, tally)
            batch = []
          }
        }
        await insertAreas(transaction, place, batch, tally)
      } finally {
        await opened.close()
      }
      context.onProgress({ step: 'Merapikan batas wilayah', share: Number.NaN })
      await cleanAreas(transaction, datasetId, tally, context.signal)
      return { crs: opened.crs }
    },
  }
}

/** An upper level made of a lower one; it is made again whenever the lower one was. */
export function planDissolve(context: ImportContext, entry: DissolveEntry): DatasetPlan {
  const { manifest } = context.pack
  return {
    role: `areas:${entry.level}`,
    file: `(${entry.dissolve})`,
    path: null,
    dependsOn: [entry, manifest.codeEdition],
    dependsOnStore: () => areasFingerprint(context, entry.dissolve),
    source: entry.source ?? null,
    licence: null,
    year: null,
    async load(transaction, datasetId, tally) {
      const place = { datasetId, level: entry.level, edition: manifest.codeEdition }
      const from = { from: entry.dissolve, prefix: entry.prefix, packageId: manifest.id }
      const made = await dissolveAreas(transaction, { ...place, ...from }, entry.names ?? {})
      tally.add('rows', made)
      tally.add('loaded', made)
      if (made === 0)
        tally.find('warning', `no ${entry.dissolve} areas to build the ${entry.level} level from`)
      return { crs: null }
    },
  }
}
