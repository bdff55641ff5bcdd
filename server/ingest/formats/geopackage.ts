import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { readGeoPackageGeometry } from './geopackage-geometry.ts'
import { chooseLayer, type GeoPackageLayer, listLayers, quoteIdentifier } from './geopackage-layers.ts'
import { RowFault } from './row-fault.ts'
import type { ReadOptions, SourceFeature, SourceFile } from './source-file.ts'
import { asUnreadable, UnreadableFile } from './unreadable-file.ts'

/**
 * Opens the database so that nothing in it can act: read only, no lock or journal touched, no function of its
 * schema trusted. A damaged or crafted file (pages that refer to each other in circles) is found by the check.
 */
function openDatabase(path: string): DatabaseSync {
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(url, { readOnly: true, allowExtension: false })
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA ignore_check_constraints = ON')
    const found = database.prepare('PRAGMA quick_check(1)').get()?.quick_check
    if (found !== 'ok')
      throw new UnreadableFile({ file: path, expected: 'an undamaged SQLite database', received: found })
    return database
  } catch (error) {
    database?.close()
    throw asUnreadable(path, error)
  }
}

function plainValue(value: SQLOutputValue | undefined, isBoolean: boolean): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'bigint') return value ?? null
  if (isBoolean) return value !== 0n
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

function toFeature(
  row: number,
  record: Record<string, SQLOutputValue>,
  layer: GeoPackageLayer,
  options: ReadOptions,
): SourceFeature {
  const properties = Object.fromEntries(
    layer.columns.map(({ name, isBoolean }) => [name, plainValue(record[name], isBoolean)]),
  )
  if (layer.geometryColumn === null) return { row, properties, geometry: null }
  const blob = record[layer.geometryColumn]
  if (blob === null || blob === undefined) return { row, properties, geometry: null }
  try {
    if (!(blob instanceof Uint8Array)) throw new RowFault('geometry column holds no geometry')
    if (blob.length > options.limits.maxFeatureBytes)
      throw new RowFault(`geometry of more than ${options.limits.maxFeatureBytes} bytes`)
    return { row, properties, geometry: readGeoPackageGeometry(blob, options.limits) }
  } catch (error) {
    if (error instanceof RowFault) return { row, properties, geometry: null, fault: error.message }
    throw error
  }
}

/**
 * Opens one layer of a GeoPackage (OGC 12-128r19): the one named by `layer`, or the only one. Only real tables are
 * read: a view could run anything for ever. Whole numbers beyond 2⁵³ stay text; other blobs become base64.
 */
export async function openGeoPackage(path: string, options: ReadOptions): Promise<SourceFile> {
  const database = openDatabase(path)
  try {
    const layer = chooseLayer(path, listLayers(path, database), options.layer)
    const selected = layer.columns.map(({ name }) => name)
    if (layer.geometryColumn !== null) selected.push(layer.geometryColumn)
    const select = `SELECT ${selected.map(quoteIdentifier).join(', ')} FROM ${quoteIdentifier(layer.table)}`
    return {
      format: 'geopackage',
      crs: layer.crs(),
      fields: layer.columns.map(({ name }) => name),
      layerName: layer.table,
      async *features() {
        const statement = database.prepare(select)
        statement.setReadBigInts(true)
        let row = 0
        for (const record of statement.iterate()) {
          row += 1
          yield toFeature(row, record, layer, options)
        }
      },
      async close() {
        if (database.isOpen) database.close()
      },
    }
  } catch (error) {
    database.close()
    throw asUnreadable(path, error)
  }
}
