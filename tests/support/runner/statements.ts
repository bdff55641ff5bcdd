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
  /** Pieces of what servers under test asked, each with the names of the tests during which they did; '' outside of any. */
  server: Readonly<Record<string, readonly string[]>>
  /** These pieces, and those of what tests asked themselves. */
  all: string[]
}

/** Where each test file leaves its statements; undefined when nothing compares them. */
const FOLDER = process.env.PETAUSUL_STATEMENTS
const inServer = new AsyncLocalStorage<true>()
const ofServer = new Map<string, Set<string>>()
const ofAll = new Set<string>()
const seen = new Set<string>()
let test = ''

/** The test that runs from now on; undefined for none. */
export function nameTest(name: string | undefined): void {
  test = name ?? ''
}

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
    const key = `${isServer} ${test} ${sql}`
    if (seen.has(key)) return
    seen.add(key)
    for (const piece of piecesOf(sql)) {
      ofAll.add(piece)
      if (isServer) ofServer.set(piece, (ofServer.get(piece) ?? new Set()).add(test))
    }
  })
}

const CLAUSES =
  /\s*(?:,|\b(?:WITH|SELECT|FROM|(?:LEFT |CROSS )?JOIN|WHERE|AND|OR|GROUP BY|ORDER BY|HAVING|LIMIT|UNION ALL|INSERT INTO|UPDATE|DELETE|SET|VALUES|RETURNING|ON CONFLICT)\b)\s*/i

/** Names that only count: of columns of cells and ranges; not of types and digests, whose number is part of what they are. */
const COUNTED = /\b(?!float|int|sha|md|utf|base)([a-z]+_?)\d+\b/g
/** Names, and whether two are equal or in order. Whatever calls, casts or uses any other operator has other signs. */
const PLAIN = /^(?!.*(?:<<|>>))[\w\s."?=<>]*$/

/** What PostGIS does depends on the kind of shapes that a column holds; what PostgreSQL itself does, on types alone. */
const OF_SHAPES = /\bst_|geom|<->|&&|[@~]/i
/** Of a table or alias; no function of a schema. */
const COLUMN = /\b[a-z_]\w*\.(?:"[^"]*"|[a-z_]\w*\b(?!\())/gi
const ALIAS = /\s*\bAS (?:"[^"]*"|\w+)/gi

/**
 * What of a statement two builds of PostgreSQL might do differently: its text between clauses and commas where that calls a
 * function, casts, or uses an operator, without values. Statements are put together of such pieces by layer, filter and
 * order; how pieces are combined is the same to both engines, and so are tables and columns (tests/database/one-schema): the
 * column that a function of PostgreSQL itself takes is no matter, unless it holds shapes.
 */
export function piecesOf(sql: string): string[] {
  const text = sql
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\$\d+/g, '?')
    .replaceAll(/\btrx\d+/g, 'trx')
    .replaceAll(/(->>?) ?'(?:[^']|'')*'/g, "$1 ''")
    .replaceAll(/"column \d+"/g, '"column"')
    .replaceAll(/\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/g, '0')
    .replaceAll(COUNTED, '$10')
  return text
    .split(CLAUSES)
    .map((piece) => (OF_SHAPES.test(piece) ? piece : piece.replaceAll(ALIAS, '').replaceAll(COLUMN, 'c')))
    .map((piece) => piece.replaceAll(/^[\s()]+|[\s();]+$/g, ''))
    .filter((piece) => piece.length > 1 && !PLAIN.test(piece))
}

/** After the last hook of a test file. */
export function writeStatements(engine: string, file: string): void {
  if (!FOLDER || ofAll.size === 0) return
  const name = createHash('sha256').update(`${engine} ${file}`).digest('hex').slice(0, 16)
  mkdirSync(FOLDER, { recursive: true })
  const server = Object.fromEntries([...ofServer].map(([piece, tests]) => [piece, [...tests]]))
  const held: StatementsOfFile = { engine, file, server, all: [...ofAll].sort() }
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

export interface SuiteToRun {
  file: string
  /** What a server asked in it that no other on the list, and nothing on the embedded engine, has run. */
  pieces: string[]
  /** Names of tests that together ask these pieces; undefined for all of a suite that takes little time. */
  tests: string[] | undefined
}

/** Seconds below which leaving tests out is not worth what may go wrong with it. */
const QUICK = 5

/**
 * Suites that ran on PostGIS alone and together ask all that the embedded engine has not run yet, in as little time as may be:
 * always the one with most of it a second, in the end none whose part others have, and of long ones the tests that ask it.
 */
export function suitesToRunAgain(
  files: readonly StatementsOfFile[],
  secondsOf: (file: string) => number = () => 1,
): SuiteToRun[] {
  const embedded = files.filter(({ engine }) => engine === 'embedded')
  const ran = new Set(embedded.flatMap(({ all }) => all))
  const done = new Set(embedded.map(({ file }) => file))
  const asked = new Map(
    files
      .filter(({ engine, file }) => engine === 'postgis' && !done.has(file))
      .map(({ file, server }) => [file, server]),
  )
  const lacking = new Map(
    [...asked].map(([file, server]) => [file, Object.keys(server).filter((piece) => !ran.has(piece))]),
  )
  const chosen = withoutSpare(fewest(lacking, secondsOf), lacking, secondsOf)
  const taken = new Set<string>()
  return chosen.map((file) => {
    const pieces = (lacking.get(file) ?? []).filter((piece) => !taken.has(piece)).sort()
    for (const piece of pieces) taken.add(piece)
    const tests = secondsOf(file) < QUICK ? undefined : testsThatAsk(pieces, asked.get(file) ?? {})
    return { file, pieces, tests }
  })
}

function fewest(
  lacking: ReadonlyMap<string, readonly string[]>,
  secondsOf: (file: string) => number,
): string[] {
  const chosen: string[] = []
  let open = [...lacking].map(([file, pieces]) => ({ file, pieces: [...pieces] }))
  for (;;) {
    open = open.filter(({ pieces }) => pieces.length > 0)
    const next = open.toSorted(
      (a, b) =>
        b.pieces.length / secondsOf(b.file) - a.pieces.length / secondsOf(a.file) ||
        (a.file < b.file ? -1 : 1),
    )[0]
    if (!next) return chosen
    chosen.push(next.file)
    const taken = new Set(next.pieces)
    open = open.map(({ file, pieces }) => ({ file, pieces: pieces.filter((piece) => !taken.has(piece)) }))
  }
}

/** Without those, the dearest first, all of whose pieces the others that were chosen ask too. */
function withoutSpare(
  chosen: readonly string[],
  lacking: ReadonlyMap<string, readonly string[]>,
  secondsOf: (file: string) => number,
): string[] {
  let kept = [...chosen]
  for (const spare of chosen.toSorted((a, b) => secondsOf(b) - secondsOf(a))) {
    const others = kept.filter((file) => file !== spare)
    const asked = new Set(others.flatMap((file) => lacking.get(file) ?? []))
    if ((lacking.get(spare) ?? []).every((piece) => asked.has(piece))) kept = others
  }
  return kept
}

/** Which of these suites, run as they were to be, did not ask all that they were chosen for. */
export function suitesThatFellShort(
  suites: readonly SuiteToRun[],
  files: readonly StatementsOfFile[],
): SuiteToRun[] {
  const asked = new Set(files.flatMap(({ all }) => all))
  return suites.filter(({ pieces }) => !pieces.every((piece) => asked.has(piece)))
}

/** Few tests that together ask all the pieces; what was asked outside of any needs none. */
function testsThatAsk(pieces: readonly string[], asked: StatementsOfFile['server']): string[] {
  const byTest = new Map<string, string[]>()
  for (const piece of pieces) {
    const tests = asked[piece] ?? []
    if (!tests.includes('')) for (const test of tests) byTest.set(test, [...(byTest.get(test) ?? []), piece])
  }
  return fewest(byTest, () => 1)
}
