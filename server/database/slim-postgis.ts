import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Extension } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'

/**
 * What a store uses of the bundle: functions, types, and PROJ's tables of CRSs. Two thirds of it are rasters, topology, a
 * geocoder of the USA and scripts that lead from other versions, which PGlite would compile and keep in memory at each start.
 */
const USED =
  /^(lib\/postgresql\/postgis-3\.so|share\/postgresql\/extension\/postgis(\.control|--[\d.]+\.sql)|share\/proj\/.*)$/
/** A part of the file's name: another rule is another file. */
const RULE = createHash('sha256').update(USED.source).digest('hex').slice(0, 8)

const BLOCK = 512

/**
 * PostGIS for PGlite without what no store uses, from a bundle that is made once and kept in `folder` without compression: an
 * engine then starts in half the time and holds some 60 MB less. Where it cannot be kept the whole bundle is taken.
 */
export function slimPostgis(folder: string): Extension<unknown> {
  return {
    name: postgis.name,
    async setup(database, options) {
      const whole = await postgis.setup(database, options)
      if (!whole.bundlePath) return whole
      return {
        ...whole,
        bundlePath: await slimBundle(whole.bundlePath, folder).catch(() => whole.bundlePath),
      }
    },
  }
}

async function slimBundle(whole: URL, folder: string): Promise<URL> {
  const { size, mtimeMs } = await stat(whole)
  const path = join(folder, `postgis-${size}-${Math.round(mtimeMs)}-${RULE}.tar.gz`)
  if (!existsSync(path)) await make(fileURLToPath(whole), folder, path)
  return pathToFileURL(path)
}

async function make(whole: string, folder: string, path: string): Promise<void> {
  const kept = keepEntries(await promisify(gunzip)(await readFile(whole)), USED)
  const bytes = await promisify(gzip)(kept, { level: 0 })
  await mkdir(folder, { recursive: true })
  const draft = `${path}.${randomUUID()}`
  try {
    // On the disk before it has its name: a power cut must not leave half of it there.
    await writeFile(draft, bytes, { flush: true })
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** A tar archive (POSIX ustar) of those entries whose names match. Throws when it names its entries in any other way. */
export function keepEntries(archive: Buffer, names: RegExp): Buffer {
  const kept: Buffer[] = []
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + BLOCK)
    const type = String.fromCharCode(header[156]!)
    // Directories come with their files.
    if (!/[0125\0]/.test(type)) throw new Error(`an entry of type ${type} is not understood`)
    const size = Number.parseInt(textOf(header, 124, 12), 8)
    const prefix = textOf(header, 345, 155)
    const name = `${prefix ? `${prefix}/` : ''}${textOf(header, 0, 100)}`.replace(/^\.\//, '')
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK
    if (!(end <= archive.length)) throw new Error('the archive ends early')
    if (names.test(name)) kept.push(archive.subarray(at, end))
    at = end
  }
  if (kept.length === 0) throw new Error('the archive holds nothing of it')
  return Buffer.concat([...kept, Buffer.alloc(2 * BLOCK)])
}

function textOf(header: Buffer, start: number, length: number): string {
  const end = header.indexOf(0, start)
  return header.toString('latin1', start, end === -1 ? start + length : Math.min(end, start + length)).trim()
}
