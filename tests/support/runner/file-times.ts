import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Milliseconds of each test file, by project and path. */
export type FileTimes = Record<string, number>

export const CACHE_FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/petausul', import.meta.url))
export const TIMES_FILE = join(CACHE_FOLDER, 'test-times.json')
/** Seconds of the files that take some, on two processors: what a new clone goes by. */
const USUAL_FILE = new URL('./usual-times.json', import.meta.url)

/** In the last run here; of files that have not run here yet, what they usually take, if that is known. */
export function readFileTimes(): FileTimes {
  const usual = Object.entries(JSON.parse(readFileSync(USUAL_FILE, 'utf8')) as Record<string, number>)
  const times: FileTimes = Object.fromEntries(usual.map(([name, seconds]) => [name, seconds * 1000]))
  if (!existsSync(TIMES_FILE)) return times
  return { ...times, ...(JSON.parse(readFileSync(TIMES_FILE, 'utf8')) as FileTimes) }
}

/** Where neither is known. */
const GUESSED_MS = { unit: 700, browser: 30_000, store: 3_000 }

/** What a file will take in a project: as there, or else twice what it took in another, as engines differ. */
export function expectedMs(project: string, path: string, times: FileTimes): number {
  const known = times[`${project} ${path}`]
  if (known !== undefined) return known
  const elsewhere = Object.entries(times).filter(([name]) => name.endsWith(` ${path}`))
  if (elsewhere.length > 0) return 2 * Math.max(...elsewhere.map(([, ms]) => ms))
  return GUESSED_MS[project === 'unit' || project === 'browser' ? project : 'store']
}
