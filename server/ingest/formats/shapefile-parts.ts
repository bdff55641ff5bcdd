import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { UnreadableFile } from './unreadable-file.ts'
import type { ZipArchive } from './zip-archive.ts'

/** One file of a shapefile, wherever it lies. */
export interface ShapefilePart {
  name: string
  stream: () => AsyncIterable<Uint8Array>
  read: (maxBytes: number) => Promise<Buffer>
}

export interface ShapefileParts {
  /** The layer: the common name of its files, without folder and extension. */
  layer: string
  shp: ShapefilePart
  dbf?: ShapefilePart
  prj?: ShapefilePart
  cpg?: ShapefilePart
}

const EXTENSION = /\.(shp|dbf|prj|cpg)$/i
type Extension = 'shp' | 'dbf' | 'prj' | 'cpg'

/** Groups files by their name without extension; a group without .shp is no shapefile. */
function group(parts: ShapefilePart[]): ShapefileParts[] {
  const groups = new Map<string, Partial<Record<Extension, ShapefilePart>>>()
  for (const part of parts) {
    const extension = EXTENSION.exec(part.name)?.[1]?.toLowerCase() as Extension | undefined
    // macOS adds a "__MACOSX/._name.shp" beside each file.
    if (!extension || basename(part.name).startsWith('._')) continue
    const stem = part.name.replace(EXTENSION, '').toLowerCase()
    const members = groups.get(stem) ?? {}
    members[extension] ??= part
    groups.set(stem, members)
  }
  return [...groups.values()].flatMap(({ shp, ...others }) =>
    shp ? [{ layer: basename(shp.name.replaceAll('\\', '/')).replace(EXTENSION, ''), shp, ...others }] : [],
  )
}

/** The shapefiles in an archive. */
export function shapefilesInZip(archive: ZipArchive): ShapefileParts[] {
  return group(
    archive.entries.map((entry) => ({
      name: entry.name,
      stream: () => archive.stream(entry),
      read: (maxBytes) => archive.read(entry, maxBytes),
    })),
  )
}

async function readSmall(path: string, maxBytes: number): Promise<Buffer> {
  const { size } = await stat(path)
  if (size > maxBytes)
    throw new UnreadableFile({ file: path, expected: `at most ${maxBytes} bytes`, received: size })
  return readFile(path)
}

/** The shapefile of a bare .shp with the files of the same name beside it. */
export async function shapefileBeside(path: string): Promise<ShapefileParts[]> {
  const stem = basename(path).replace(EXTENSION, '').toLowerCase()
  const names = (await readdir(dirname(path))).filter(
    (name) => EXTENSION.test(name) && name.replace(EXTENSION, '').toLowerCase() === stem,
  )
  return group(
    names.map((name) => {
      const beside = join(dirname(path), name)
      return {
        name,
        stream: () => createReadStream(beside, { highWaterMark: 256 * 1024 }),
        read: (maxBytes) => readSmall(beside, maxBytes),
      }
    }),
  )
}

/** The shapefile asked for, or the only one; throws UnreadableFile naming what there is. */
export function chooseShapefile(file: string, found: ShapefileParts[], layer?: string): ShapefileParts {
  const names = found.map((one) => one.layer).join(', ')
  const wanted = layer === undefined ? found : found.filter((one) => one.layer === layer)
  const only = wanted[0]
  if (only && wanted.length === 1) return only
  if (layer !== undefined)
    throw new UnreadableFile({
      file,
      expected: `one of the shapefiles ${names || '(none)'}`,
      received: layer,
    })
  const received = only ? `${found.length} and no choice: ${names}` : 'no .shp'
  throw new UnreadableFile({ file, expected: 'one shapefile, or the option "layer"', received })
}
