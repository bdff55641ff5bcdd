import { join } from 'node:path'
import { crsWkt } from '../../../core/geo/crs-wkt.ts'
import { Problem } from '../../../core/problem.ts'
import { checkFileSize } from './file-size.ts'
import { orientRings } from './orient-rings.ts'
import { type DbfField, DbfFile, MOST_FIELDS } from './shapefile/dbf-file.ts'
import { dbfNames } from './shapefile/dbf-names.ts'
import { ShapeFile } from './shapefile/shape-file.ts'
import { type ShapeKind, type ShapePart, shapeParts } from './shapefile/shape-parts.ts'
import { aboutLines } from './source/about-download.ts'
import type { DownloadFeature, DownloadSource } from './source/download-source.ts'
import { readFilePieces, type Scratch } from './source/scratch.ts'
import { ZipStream } from './zip-stream.ts'

/** Of each of its files. */
const LARGEST_BYTES = 2 ** 31 - 1

/** Shapes of one kind with their table, or (without a kind) the rows that have no place. */
interface Part {
  kind: ShapeKind | null
  stem: string
  shapes: ShapeFile | null
  table: DbfFile
}

const NOTES = {
  names: {
    id: 'Nama kolom (nama pendek = nama lengkap: judul)',
    en: 'Columns (short name = full name: title)',
  },
  cut: {
    id: 'Teks yang dipotong pada 254 bita, batas shapefile',
    en: 'Texts cut at 254 bytes, the limit of shapefiles',
  },
  places: {
    id: 'Satu shapefile memuat satu jenis bentuk; baris tanpa lokasi ada di tabel tersendiri.',
    en: 'A shapefile holds one kind of shape; rows without a location are in a table of their own.',
  },
} as const

/**
 * A ZIP with a shapefile for each kind of shape that the layer has, UTF-8, with a note of what its short column names stand
 * for. Throws Problem (413) where a file would exceed 2 GB or there are more columns than a table has.
 */
export function writeShapefile(source: DownloadSource, scratch: Scratch): AsyncGenerator<Uint8Array> {
  return scratch.within(async function* (folder) {
    const fields = await dbfFieldsOf(source)
    const parts = await writeParts(folder, source, fields)
    const zip = new ZipStream()
    const several = parts.filter(({ kind }) => kind).length > 1
    for (const { kind, stem } of parts) {
      const name = nameOf(source.layer.id, kind, several)
      for (const extension of kind ? ['shp', 'shx', 'dbf'] : ['dbf']) {
        const member = zip.begin(`${name}.${extension}`)
        for await (const bytes of readFilePieces(`${stem}.${extension}`)) {
          member.write(bytes)
          yield* zip.take()
        }
        member.end()
      }
      zip.add(`${name}.cpg`, 'UTF-8')
      if (kind) zip.add(`${name}.prj`, crsWkt(source.crs, 'esri'))
    }
    zip.add(source.language === 'id' ? 'BACA_SAYA.txt' : 'README.txt', await notesOf(source, fields, parts))
    yield* zip.finish()
  })
}

async function dbfFieldsOf({ layer, fields, textBytes }: DownloadSource): Promise<DbfField[]> {
  if (fields.length > MOST_FIELDS)
    throw new Problem({
      title: 'Too many columns',
      status: 413,
      detail: `${layer.id}: expected at most ${MOST_FIELDS} columns for a shapefile, received ${fields.length}; take GeoPackage`,
      expected: `at most ${MOST_FIELDS} columns`,
    })
  const bytes = await textBytes()
  const names = dbfNames(fields.map(({ name }) => name))
  return fields.map(({ type }, at) => ({ name: names[at] ?? '', type, bytes: bytes[at] ?? 0 }))
}

async function writeParts(
  folder: string,
  source: DownloadSource,
  fields: readonly DbfField[],
): Promise<Part[]> {
  const { layer } = source
  const parts = new Map<ShapeKind | null, Part>()
  const open = async (kind: ShapeKind | null): Promise<Part> => {
    const known = parts.get(kind)
    if (known) return known
    const stem = join(folder, kind ?? 'unlocated')
    const shapes = kind && (await ShapeFile.create(stem, kind))
    const part = { kind, stem, shapes, table: await DbfFile.create(`${stem}.dbf`, fields) }
    parts.set(kind, part)
    return part
  }
  /** Where rows without a place stand: among the shapes, where there is one kind of them. */
  const own = layer.geometry === 'mixed' ? null : layer.geometry
  try {
    for await (const features of source.read({ shapes: 'whole', rounded: false })) {
      for (const feature of features)
        for (const [kind, shape] of placesOf(feature, own)) {
          const part = await open(kind)
          part.shapes?.add(shape)
          part.table.add(feature.values)
        }
      for (const { shapes, table } of parts.values()) {
        await Promise.all([shapes?.flush(), table.flush()])
        checkFileSize(layer.id, Math.max(table.bytes, shapes?.bytes ?? 0), LARGEST_BYTES)
      }
    }
    if (parts.size === 0) await open(own ?? 'point')
  } finally {
    for (const { shapes, table } of parts.values()) await Promise.all([shapes?.close(), table.close()])
  }
  return [...parts.values()]
}

function placesOf(
  { geometry }: DownloadFeature,
  own: ShapeKind | null,
): [ShapeKind | null, ShapePart | null][] {
  if (!geometry) return [[own, null]]
  return shapeParts(orientRings(geometry, 'clockwise')).map((part) => [part.kind, part])
}

function nameOf(id: string, kind: ShapeKind | null, several: boolean): string {
  if (!kind) return `${id}_unlocated`
  return several ? `${id}_${kind}` : id
}

async function notesOf(source: DownloadSource, fields: readonly DbfField[], parts: Part[]): Promise<string> {
  const { language } = source
  const about = aboutLines(await source.about(), language).map(
    ([label, value]) => `${label}: ${value instanceof Date ? value.toISOString() : value}`,
  )
  const cut = parts.reduce((sum, { table }) => sum + table.cut, 0)
  const columns = fields.map(({ name }, at) => {
    const field = source.fields[at]
    return `${name} = ${field?.name}: ${field?.title[language]}`
  })
  const lines = [
    ...about,
    '',
    NOTES.places[language],
    ...(cut > 0 ? [`${NOTES.cut[language]}: ${cut}`] : []),
    '',
    `${NOTES.names[language]}:`,
    ...columns,
  ]
  return `${lines.join('\r\n')}\r\n`
}
