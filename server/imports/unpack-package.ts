import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { badParameter } from '../../core/problem.ts'
import { DEFAULT_LIMITS } from '../ingest/formats/source-file.ts'
import { UnreadableFile } from '../ingest/formats/unreadable-file.ts'
import { ZipArchive } from '../ingest/formats/zip-archive.ts'

const SAFE_SEGMENT = /^[A-Za-z0-9_][\w. ()-]{0,99}$/
const MANIFEST = 'district.json'

/**
 * Unpacks an uploaded district package into a folder and returns the path of its manifest. Only names of plain
 * segments are written; bombs are stopped while unpacking (limits of the archive reader).
 */
export async function unpackPackage(archivePath: string, folder: string): Promise<string> {
  try {
    const archive = await ZipArchive.open(archivePath, DEFAULT_LIMITS)
    const names = archive.entries.map(({ name }) => name)
    const manifest = names
      .filter((name) => name === MANIFEST || name.endsWith(`/${MANIFEST}`))
      .sort((a, b) => a.length - b.length)[0]
    if (!manifest)
      throw badParameter('body', `a zip of ${names.slice(0, 10).join(', ')}`, `a zip that holds ${MANIFEST}`)
    const prefix = manifest.slice(0, -MANIFEST.length)
    for (const entry of archive.entries) {
      if (!entry.name.startsWith(prefix) || entry.name.endsWith('/')) continue
      const segments = entry.name.slice(prefix.length).split('/')
      const strange = segments.find((segment) => !SAFE_SEGMENT.test(segment))
      if (strange !== undefined)
        throw badParameter(
          'body',
          entry.name,
          'file names of letters, digits, dots, dashes, brackets and spaces',
        )
      const path = join(folder, ...segments)
      await mkdir(dirname(path), { recursive: true })
      await pipeline(Readable.from(archive.stream(entry)), createWriteStream(path, { flags: 'wx' }))
    }
    return join(folder, MANIFEST)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    throw badParameter('body', error.received, error.expected)
  }
}
