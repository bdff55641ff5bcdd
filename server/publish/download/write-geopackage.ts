import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Geometry } from 'geojson'
import type { Envelope } from '../../../core/geo/envelope.ts'
import type { LayerField } from '../../layers/layer.ts'
import { checkFileSize } from './file-size.ts'
import { PRAGMAS, quoted, rtreeTriggers, srsIdOf, srsRows, TABLES } from './geopackage/geopackage-schema.ts'
import { wkbBytes, writeWkb } from './geopackage/write-wkb.ts'
import { promoteToMulti } from './promote-to-multi.ts'
import { boundsOf, growBy } from './source/bounds-of.ts'
import type { CellValue, DownloadFeature, DownloadSource } from './source/download-source.ts'
import { readFilePieces, type Scratch } from './source/scratch.ts'
import { uniqueNames } from './unique-names.ts'

const COLUMN_TYPES: Record<LayerField['type'], string> = {
  string: 'TEXT',
  number: 'DOUBLE',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
}

/** GeoPackage 1.4 (OGC 12-128r19) with an R-tree, made as a file of its own and then sent. Throws Problem (413) beyond 4 GB. */
export function writeGeoPackage(source: DownloadSource, scratch: Scratch): AsyncGenerator<Uint8Array> {
  return scratch.within(async function* (folder) {
    const path = join(folder, 'layer.gpkg')
    await fillFile(path, source)
    yield* readFilePieces(path)
  })
}

async function fillFile(path: string, source: DownloadSource): Promise<void> {
  const { layer, fields } = source
  const about = await source.about()
  const database = new DatabaseSync(path)
  try {
    database.exec(PRAGMAS + TABLES)
    const addSrs = database.prepare('INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)')
    for (const row of srsRows(source.crs)) addSrs.run(...row)
    const table = layer.id
    const columns = uniqueNames(
      fields.map(({ name }) => name),
      ['fid', 'geom'],
    )
    const declared = fields.map(({ type }, at) => `, ${quoted(columns[at] ?? '')} ${COLUMN_TYPES[type]}`)
    database.exec(
      `CREATE TABLE ${quoted(table)} ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" GEOMETRY${declared.join('')});
       CREATE VIRTUAL TABLE ${quoted(`rtree_${table}_geom`)} USING rtree(id, minx, maxx, miny, maxy)`,
    )
    const { bounds, types } = await insertFeatures(database, path, source)
    const description = [about.description, about.source, about.licence].filter(Boolean).join('\n')
    const box = bounds[0] <= bounds[2] ? bounds : [null, null, null, null]
    const srs = srsIdOf(source.crs.code)
    database
      .prepare(
        `INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id)
         VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(table, about.title, description, ...box, srs)
    database
      .prepare(`INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)`)
      .run(table, types.size === 1 ? [...types].join().toUpperCase() : 'GEOMETRY', srs)
    database
      .prepare(`INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')`)
      .run(table, 'http://www.geopackage.org/spec121/#extension_rtree')
    database.exec(rtreeTriggers(table))
  } finally {
    database.close()
  }
}

/** Returns the box around everything, and which types of geometry there are. */
async function insertFeatures(
  database: DatabaseSync,
  path: string,
  source: DownloadSource,
): Promise<{ bounds: Envelope; types: Set<string> }> {
  const { layer, fields, crs } = source
  const marks = fields.map(() => ', ?').join('')
  const insert = database.prepare(`INSERT INTO ${quoted(layer.id)} VALUES (?, ?${marks})`)
  const index = database.prepare(`INSERT INTO ${quoted(`rtree_${layer.id}_geom`)} VALUES (?, ?, ?, ?, ?)`)
  const bounds: Envelope = [Infinity, Infinity, -Infinity, -Infinity]
  const srs = srsIdOf(crs.code)
  const types = new Set<string>()
  const add = ({ key, geometry: own, values }: DownloadFeature) => {
    const geometry = own && promoteToMulti(own, layer)
    const box = geometry && boundsOf(geometry)
    insert.run(key, geometry && box ? blobOf(geometry, box, srs) : null, ...values.map(storable))
    if (!geometry || !box) return
    types.add(geometry.type)
    index.run(key, box[0], box[2], box[1], box[3])
    growBy(bounds, box)
  }
  for await (const features of source.read({ shapes: 'whole', rounded: false })) {
    database.exec('BEGIN')
    features.forEach(add)
    database.exec('COMMIT')
    checkFileSize(layer.id, (await stat(path)).size)
  }
  return { bounds, types }
}

/** The header with an envelope (2.1.3.1), then well-known binary. */
function blobOf(geometry: Geometry, box: Envelope, srs: number): Buffer {
  const head = geometry.type === 'Point' ? 8 : 40
  const blob = Buffer.allocUnsafe(head + wkbBytes(geometry))
  blob.write('GP', 0, 'latin1')
  blob[2] = 0
  blob[3] = head === 8 ? 0b0000_0001 : 0b0000_0011
  blob.writeInt32LE(srs, 4)
  if (head > 8)
    for (const [at, value] of [box[0], box[2], box[1], box[3]].entries())
      blob.writeDoubleLE(value, 8 + 8 * at)
  writeWkb(geometry, blob, head)
  return blob
}

function storable(value: CellValue): string | number | null {
  return typeof value === 'boolean' ? Number(value) : value
}
