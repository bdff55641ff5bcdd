import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
export const LICENCES_FILE = join(ROOT, 'docs/licences.md')
const HEADING = '## npm packages by licence\n'

interface Manifest {
  license?: unknown
  licenses?: unknown
}
const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, unknown>

/** As a package states it: in package.json where it is installed, in package-lock.json where it is for another platform. */
function licenceOf(path: string, locked: Manifest): string {
  const manifest = join(path, 'package.json')
  const stated: Manifest = existsSync(join(ROOT, manifest)) ? read(manifest) : locked
  const { license, licenses } = stated
  if (typeof license === 'string') return license
  if (Array.isArray(licenses))
    return licenses
      .map((one: unknown) => (typeof one === 'string' ? one : String((one as { type?: unknown }).type)))
      .join(', ')
  return 'none stated'
}

/** Every package that a server is installed with, as its licences have it. */
export function listLicences(): string {
  const packages = read('package-lock.json').packages as Record<
    string,
    Manifest & { dev?: boolean; version: string }
  >
  const byLicence = Map.groupBy(
    Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev),
    ([path, locked]) => licenceOf(path, locked),
  )
  const sections = [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, entries]) => {
      const names = new Set(
        entries.map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')} ${version}`),
      )
      return `**${licence}** (${names.size}): ${[...names].sort().join(', ')}\n`
    })
  return `${HEADING}\n${sections.join('\n')}`
}

/** The document with the list as it is now. */
export function withLicences(document: string): string {
  return document.slice(0, document.indexOf(HEADING)) + listLicences()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(LICENCES_FILE, withLicences(readFileSync(LICENCES_FILE, 'utf8')))
