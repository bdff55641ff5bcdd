import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errorCode } from '../../core/error-code.ts'
import { badParameter } from '../../core/problem.ts'
import { DEFAULT_LIMITS } from '../ingest/formats/source-file.ts'
import { UnreadableFile } from '../ingest/formats/unreadable-file.ts'
import { ZipArchive } from '../ingest/formats/zip-archive.ts'
import type { ZipEntry } from '../ingest/formats/zip-directory.ts'

const SAFE_SEGMENT = /^[A-Za-z0-9_][\w. ()-]{0,99}$/
const MANIFEST = 'district.json'
const MOST_SEGMENTS = 8
/** What macOS adds to a zip on its own. */
const SYSTEM_FILE = /(^|\/)(__MACOSX\/|\.DS_Store$)/
/** What the file system says to a name that is there already, or is a folder as well as a file. */
const CLASHES = ['EEXIST', 'ENOTDIR', 'EISDIR']

/**
 * Unpacks an uploaded district package into a folder and returns the path of its manifest. Only names of plain
 * segments are written; bombs are stopped while unpacking (limits of the archive reader).
 */
export async function unpackPackage(archivePath: string, folder: string): Promise<string> {
  try {
    const archive = await ZipArchive.open(archivePath, DEFAULT_LIMITS)
    const entries = archive.entries.filter(({ name }) => !SYSTEM_FILE.test(name))
    const prefix = folderOfManifest(entries)
    for (const entry of entries) {
      if (!entry.name.startsWith(prefix) || entry.name.endsWith('/')) continue
      const path = join(folder, ...safeSegments(entry.name, prefix))
      await writeEntry(archive, entry, path)
    }
    return join(folder, MANIFEST)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    throw badParameter('body', error.received, error.expected)
  }
}

/** Where the manifest lies that is nearest to the top: '' or a folder with a slash at its end. */
function folderOfManifest(entries: readonly ZipEntry[]): string {
  const names = entries.map(({ name }) => name)
  const manifest = names
    .filter((name) => name === MANIFEST || name.endsWith(`/${MANIFEST}`))
    .sort((a, b) => a.length - b.length)[0]
  if (manifest) return manifest.slice(0, -MANIFEST.length)
  throw badParameter('body', `a zip of ${names.slice(0, 10).join(', ')}`, `a zip that holds ${MANIFEST}`)
}

function safeSegments(name: string, prefix: string): string[] {
  const segments = name.slice(prefix.length).split('/')
  if (segments.length <= MOST_SEGMENTS && segments.every((segment) => SAFE_SEGMENT.test(segment)))
    return segments
  throw badParameter('body', name, 'file names of letters, digits, dots, dashes, brackets and spaces')
}

async function writeEntry(archive: ZipArchive, entry: ZipEntry, path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await pipeline(Readable.from(archive.stream(entry)), createWriteStream(path, { flags: 'wx' }))
  } catch (error) {
    if (!CLASHES.includes(errorCode(error) ?? '')) throw error
    throw badParameter('body', entry.name, 'each file name once, and no file named like a folder')
  }
}
