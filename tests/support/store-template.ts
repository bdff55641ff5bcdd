import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Algorithm, hash } from '@node-rs/argon2'
import pg from 'pg'
import { ensureAdministrator } from '../../server/accounts/administrator.ts'
import { bringUpToDate } from '../../server/database/bring-up-to-date.ts'
import type { Database } from '../../server/database/database.ts'
import { openEmbedded } from '../../server/database/open-embedded.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { makeLog } from '../../server/log.ts'
import { filesBehind } from './import-graph.ts'
import { keepCopies } from './shared-engine.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What embedded engines are started from, made once for all tests. */
export const ENGINE_CACHE = join(ROOT, 'node_modules/.cache/petausul-engine')
export const FIXTURE_DISTRICT = join(ROOT, 'tests/fixtures/district/district.json')
/** Of all test databases: with one for each, thousands of roles would be left behind. */
export const TEST_READER = 'petausul_test_reader'
export const TEMPLATES = ['empty', 'district'] as const
export type Template = (typeof TEMPLATES)[number]
/** Of the administrator. */
export const PASSWORD = 'sandi-untuk-uji'
/** Thousands of requests carry it, and each is checked: a hundredth of what a password costs otherwise. A hash names its own cost. */
const CHEAP = { algorithm: 2 as Algorithm, memoryCost: 64, timeCost: 1, parallelism: 1 }
/** That most files begin with, and whose engine one hands to the next. */
export const SHARED: Template = 'district'

/** Changes with anything that a template is made of, so that a stale one is never used. */
function templateDigest(): string {
  const hash = createHash('sha256')
  const data = ['migrations/*', 'tests/fixtures/district/*', 'package-lock.json']
  const names = globSync(data, { cwd: ROOT }).map((name) => join(ROOT, name))
  const code = filesBehind(fileURLToPath(import.meta.url)).keys()
  for (const path of new Set([...names, ...code].sort()))
    hash.update(relative(ROOT, path)).update(readFileSync(path))
  return hash.digest('hex').slice(0, 12)
}

/** Told by the setup to the tests, so that a file that is saved meanwhile does not make them look for another template. */
const DIGEST = process.env.PETAUSUL_TEMPLATE ?? templateDigest()
const FOLDER = join(ROOT, 'node_modules/.cache/petausul')

export function archivePath(template: Template): string {
  return join(FOLDER, `${template}-${DIGEST}.tgz`)
}

export function templateName(template: Template): string {
  return `petausul_test_${template}_${DIGEST}`
}

/** Vitest's global setup: a migrated store, empty and with the fixture district, on each engine, made once. */
export default async function setup(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  process.env.PETAUSUL_TEMPLATE = DIGEST
  for (const template of TEMPLATES) {
    if (!existsSync(archivePath(template))) await makeArchive(template)
    if (process.env.TEST_DATABASE_URL) await makeDatabase(process.env.TEST_DATABASE_URL, template)
  }
}

async function makeArchive(template: Template): Promise<void> {
  const earlier = template === 'district' ? readFileSync(archivePath('empty')) : undefined
  const database = await openEmbedded({ folder: undefined, archive: earlier, cache: ENGINE_CACHE })
  await bringUpToDate(database)
  if (template === 'district') await settle(database)
  if (template === SHARED) await keepCopies(database.write)
  writeFileSync(archivePath(template), await database.dump())
  await database.close()
}

async function makeDatabase(url: string, template: Template): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(7065746)')
    const name = templateName(template)
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount) return
    const draft = `${name}_draft`
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(draft)}`)
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(draft)}`)
    await fillDatabase(withDatabase(url, draft), template)
    await client.query(
      `ALTER DATABASE ${client.escapeIdentifier(draft)} RENAME TO ${client.escapeIdentifier(name)}`,
    )
  } finally {
    await client.end()
  }
}

async function fillDatabase(url: string, template: Template): Promise<void> {
  const database = await openPostgis({ url, pool: 2, log: makeLog('warn'), readRole: TEST_READER })
  try {
    await bringUpToDate(database)
    if (template === 'district') await settle(database)
  } finally {
    await database.close()
  }
}

/** Imports the fixture district, and makes the administrator; a server on an empty store makes its own. */
async function settle(database: Database): Promise<void> {
  await runImport(database, FIXTURE_DISTRICT, { signal: new AbortController().signal, onProgress: () => {} })
  await ensureAdministrator(database.write, PASSWORD)
  await database.write('accounts').update({ password_hash: await hash(PASSWORD, CHEAP) })
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
