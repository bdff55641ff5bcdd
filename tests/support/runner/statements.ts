import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Database } from '../../../server/database/database.ts'

/**
 * Which SQL ran on which engine. Most suites over HTTP run on PostGIS alone where there is one; run.ts then compares, and runs
 * on the embedded engine those suites whose statements nothing ran there.
 */
export interface StatementsOfFile {
  engine: string
  /** From the root of the repository. */
  file: string
  /** Pieces of what servers under test asked. */
  server: string[]
  /** These, and of what tests asked themselves. */
  all: string[]
}

/** Where each test file leaves its statements; undefined when nothing compares them. */
const FOLDER = process.env.PETAUSUL_STATEMENTS
const inServer = new AsyncLocalStorage<true>()
const ofServer = new Set<string>()
const ofAll = new Set<string>()
const seen = new Set<string>()

/** What `work` asks, and what its server asks later on, counts as the server's own. */
export function asServer<Result>(work: () => Result): Result {
  return inServer.run(true, work)
}

export function recordStatements<Store extends Database>(database: Store): Store {
  if (FOLDER) for (const knex of new Set([database.write, database.read])) record(knex)
  return database
}

function record(knex: Knex): void {
  knex.on('query', ({ sql }: { sql: string }) => {
    const isServer = inServer.getStore() === true
    // The same statement is asked thousands of times.
    const key = `${isServer} ${sql}`
    if (seen.has(key)) return
    seen.add(key)
    for (const piece of piecesOf(sql)) {
      ofAll.add(piece)
      if (isServer) ofServer.add(piece)
    }
  })
}

const CLAUSES =
  /\s*(?:,|\b(?:WITH|SELECT|FROM|(?:LEFT |CROSS )?JOIN|WHERE|AND|OR|GROUP BY|ORDER BY|HAVING|LIMIT|UNION ALL|INSERT INTO|UPDATE|DELETE|SET|VALUES|RETURNING|ON CONFLICT)\b)\s*/i

/**
 * What a statement is made of: its text between clauses and commas, without values. Statements are put together of such
 * pieces by layer, filter and order; how pieces are combined is the same to both engines, which are one PostgreSQL.
 */
export function piecesOf(sql: string): string[] {
  const text = sql
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\$\d+/g, '?')
    .replaceAll(/\btrx\d+/g, 'trx')
    .replaceAll(/"column \d+"/g, '"column"')
    .replaceAll(/\bc\d+\./g, 'c.')
  return text
    .split(CLAUSES)
    .map((piece) => piece.replaceAll(/^[\s()]+|[\s();]+$/g, ''))
    .filter((piece) => piece.length > 1)
}

/** After the last hook of a test file. */
export function writeStatements(engine: string, file: string): void {
  if (!FOLDER || ofAll.size === 0) return
  const name = createHash('sha256').update(`${engine} ${file}`).digest('hex').slice(0, 16)
  mkdirSync(FOLDER, { recursive: true })
  const held: StatementsOfFile = { engine, file, server: [...ofServer].sort(), all: [...ofAll].sort() }
  writeFileSync(join(FOLDER, `${name}.json`), JSON.stringify(held))
  ofServer.clear()
  ofAll.clear()
  seen.clear()
}

export function readStatements(folder: string): StatementsOfFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as StatementsOfFile,
  )
}

export interface Uncovered {
  file: string
  /** What a server asked in it that nothing before it on the list, and nothing on the embedded engine, has run. */
  pieces: string[]
}

/** Few suites that ran on PostGIS alone which ask all that the embedded engine has not run yet: always the one with most of it. */
export function suitesToRunAgain(files: readonly StatementsOfFile[]): Uncovered[] {
  const embedded = files.filter(({ engine }) => engine === 'embedded')
  const ran = new Set(embedded.flatMap(({ all }) => all))
  const done = new Set(embedded.map(({ file }) => file))
  let open = files
    .filter(({ engine, file }) => engine === 'postgis' && !done.has(file))
    .map(({ file, server }) => ({ file, pieces: server.filter((piece) => !ran.has(piece)) }))
  const chosen: Uncovered[] = []
  for (;;) {
    open = open.filter(({ pieces }) => pieces.length > 0)
    const next = open.toSorted((a, b) => b.pieces.length - a.pieces.length || (a.file < b.file ? -1 : 1))[0]
    if (!next) return chosen
    chosen.push(next)
    const taken = new Set(next.pieces)
    open = open.map(({ file, pieces }) => ({ file, pieces: pieces.filter((piece) => !taken.has(piece)) }))
  }
}
