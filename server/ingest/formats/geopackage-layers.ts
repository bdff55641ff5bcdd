import type { DatabaseSync } from 'node:sqlite'
import { crsDefinition } from '../../../core/geo/crs-definitions.ts'
import { identifyCrs } from '../crs/identify-crs.ts'
import { UnreadableFile } from './unreadable-file.ts'

export interface GeoPackageColumn {
  name: string
  isBoolean: boolean
}

export interface GeoPackageLayer {
  table: string
  /** null for a table of attributes alone. */
  geometryColumn: string | null
  columns: GeoPackageColumn[]
  /** As SourceFile.crs; throws UnknownCrs. */
  crs: () => string | null
}

const MOST_LAYERS = 1000
/** Names that software gives to the row id; other primary keys carry meaning and stay. */
const ROW_ID = /^(fid|ogc_fid)$/i

/** An SQL identifier from the file's own catalogue, quoted so that no name can be anything else. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Names of real tables: what a view or a virtual table would run is the file's choice, and we do not run it. */
function realTables(database: DatabaseSync): Set<string> {
  const rows = database
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' LIMIT 10000`,
    )
    .all()
  return new Set(rows.map(({ name }) => String(name)))
}

function columnsOf(database: DatabaseSync, table: string, geometryColumn: string | null): GeoPackageColumn[] {
  // Unlike table_xinfo, this leaves out generated columns, which compute what the file wants.
  return database
    .prepare(`PRAGMA table_info(${quoteIdentifier(table)})`)
    .all()
    .filter(({ name, pk }) => name !== geometryColumn && !(Number(pk) > 0 && ROW_ID.test(String(name))))
    .map(({ name, type }) => ({ name: String(name), isBoolean: /^boolean$/i.test(String(type)) }))
}

function crsOf(database: DatabaseSync, srsId: number): string | null {
  if (srsId === 0 || srsId === -1) return null
  const statement = database.prepare(
    'SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?',
  )
  const system = statement.get(srsId)
  if (!system) return identifyCrs(`EPSG:${srsId}`)
  const code = `${system.organization}:${system.organization_coordsys_id}`
  const definition = String(system.definition ?? '')
  if (crsDefinition(code) || !definition.includes('[')) return identifyCrs(code)
  return identifyCrs(definition)
}

/** The layers that the GeoPackage declares and that are real tables; those with geometry first. */
export function listLayers(path: string, database: DatabaseSync): GeoPackageLayer[] {
  const tables = realTables(database)
  if (
    !tables.has('gpkg_contents') ||
    !tables.has('gpkg_geometry_columns') ||
    !tables.has('gpkg_spatial_ref_sys')
  )
    throw new UnreadableFile({
      file: path,
      expected: 'a GeoPackage (with gpkg_contents)',
      received: 'another SQLite database',
    })
  const declared = database
    .prepare(
      `SELECT c.table_name, c.data_type, g.column_name, g.srs_id FROM gpkg_contents c
       LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
       WHERE c.data_type IN ('features', 'attributes') ORDER BY c.data_type DESC, c.table_name LIMIT ${MOST_LAYERS}`,
    )
    .all()
  return declared
    .filter(({ table_name }) => tables.has(String(table_name)))
    .map(({ table_name, column_name, srs_id }) => {
      const table = String(table_name)
      const geometryColumn = column_name === null || column_name === undefined ? null : String(column_name)
      return {
        table,
        geometryColumn,
        columns: columnsOf(database, table, geometryColumn),
        crs: () => (geometryColumn === null ? null : crsOf(database, Number(srs_id))),
      }
    })
}

/** The layer asked for, or the only one with geometry, or the only one; throws UnreadableFile naming what there is. */
export function chooseLayer(file: string, layers: GeoPackageLayer[], name?: string): GeoPackageLayer {
  const names = layers.map(({ table }) => table).join(', ')
  if (name !== undefined) {
    const named = layers.find(({ table }) => table === name)
    if (named) return named
    throw new UnreadableFile({ file, expected: `one of the layers ${names || '(none)'}`, received: name })
  }
  const spatial = layers.filter(({ geometryColumn }) => geometryColumn !== null)
  const candidates = spatial.length > 0 ? spatial : layers
  const only = candidates[0]
  if (only && candidates.length === 1) return only
  const received = only ? `${candidates.length} layers and no choice: ${names}` : 'no layer that is a table'
  throw new UnreadableFile({ file, expected: 'one layer, or the option "layer"', received })
}
