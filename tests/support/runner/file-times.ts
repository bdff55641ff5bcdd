import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Milliseconds of each test file in the last run, by project and path. */
export type FileTimes = Record<string, number>

export const CACHE_FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/petausul', import.meta.url))
export const TIMES_FILE = join(CACHE_FOLDER, 'test-times.json')

export function readFileTimes(): FileTimes {
  if (!existsSync(TIMES_FILE)) return {}
  return JSON.parse(readFileSync(TIMES_FILE, 'utf8')) as FileTimes
}
