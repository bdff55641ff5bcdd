import { openSourceFile } from '../../../server/ingest/formats/open-source-file.ts'
import type { OpenOptions, SourceFeature, SourceFile } from '../../../server/ingest/formats/source-file.ts'
import { UnreadableFile } from '../../../server/ingest/formats/unreadable-file.ts'

export interface ReadSource {
  source: SourceFile
  features: SourceFeature[]
}

/** Opens a file, reads all of it and closes it. */
export async function readSource(path: string, options: OpenOptions = {}): Promise<ReadSource> {
  const source = await openSourceFile(path, options)
  try {
    const features: SourceFeature[] = []
    for await (const feature of source.features()) features.push(feature)
    return { source, features }
  } finally {
    await source.close()
  }
}

/** The error with which reading a file ends; throws when it can be read or fails otherwise. */
export async function readingFault(path: string, options: OpenOptions = {}): Promise<UnreadableFile> {
  try {
    await readSource(path, options)
  } catch (error) {
    if (error instanceof UnreadableFile) return error
    throw error
  }
  throw new Error(`${path} was read to its end`)
}

/** Path of a fixture beside the tests. */
export function fixture(name: string): string {
  return new URL(`../../fixtures/formats/${name}`, import.meta.url).pathname
}
