import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** One file as an import reads it: a shapefile's several files are one part. */
export interface ChosenPart {
  /** The name that it has in the package. */
  readonly name: string
  readonly data: Blob
}

const READABLE = /\.(zip|geojson|json|geojsonl|geojsons|ndjson|gpkg|fgb|csv|tsv|txt|xlsx)$/i
const OF_SHAPEFILE = /\.(shp|shx|dbf|prj|cpg|qix|sbn|sbx|qmd|shp\.xml)$/i
const PACKED = /\.(zip|xlsx)$/i
/** The directory of a zip stands at its end and names each entry. */
const DIRECTORY_BYTES = 512 * 1024
const MANIFEST = 'district.json'
/** What the server lets a name in a package consist of. */
const NOT_IN_NAMES = /[^\w. ()-]+/g

/** A zip that is sent as it is: one with a manifest, and any other that is no shapefile, of which the server says what is wrong. */
export async function isWholePackage(file: File): Promise<boolean> {
  if (!/\.zip$/i.test(file.name)) return false
  const end = await file.slice(Math.max(0, file.size - DIRECTORY_BYTES)).arrayBuffer()
  const names = new TextDecoder('latin1').decode(end)
  return names.includes(MANIFEST) || !/\.shp/i.test(names)
}

export interface ChosenParts {
  parts: ChosenPart[]
  /** Names of files of a kind that no import reads. */
  refused: string[]
}

/** Puts the files of a shapefile into one zip, and leaves out what no import reads. Names become such as a package may have. */
export async function partsOf(files: readonly File[]): Promise<ChosenParts> {
  const parts: ChosenPart[] = []
  const refused: string[] = []
  const shapes = new Map<string, File[]>()
  for (const file of files) {
    const stem = file.name.replace(OF_SHAPEFILE, '')
    if (OF_SHAPEFILE.test(file.name)) shapes.set(stem, [...(shapes.get(stem) ?? []), file])
    else if (READABLE.test(file.name)) parts.push({ name: safeName(file.name), data: file })
    else refused.push(file.name)
  }
  for (const [stem, members] of shapes) {
    if (members.some(({ name }) => /\.shp$/i.test(name)))
      parts.push({ name: safeName(`${stem}.zip`), data: await zipOf(members) })
    else refused.push(...members.map(({ name }) => name))
  }
  return { parts, refused }
}

/** The package of these parts, as the import takes it. */
export async function composePackage(manifest: object, parts: readonly ChosenPart[]): Promise<File> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  const members = parts.map(({ name, data }) => new File([data], name))
  return new File([await zipOf([new File([text], MANIFEST), ...members])], 'paket.zip', {
    type: 'application/zip',
  })
}

/** Piece by piece, so that the page goes on answering; what is packed already is stored as it is. */
async function zipOf(files: readonly File[]): Promise<Blob> {
  const pieces: BlobPart[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(new Uint8Array(piece))
  })
  for (const file of files) {
    const name = safeName(file.name)
    const entry = PACKED.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    zip.add(entry)
    const reader = file.stream().getReader()
    for (let read = await reader.read(); !read.done; read = await reader.read()) entry.push(read.value)
    entry.push(new Uint8Array(0), true)
  }
  zip.end()
  return new Blob(pieces, { type: 'application/zip' })
}

function safeName(name: string): string {
  const safe = name.replace(NOT_IN_NAMES, '_').slice(-100)
  return /^\w/.test(safe) ? safe : `_${safe.slice(1)}`
}
