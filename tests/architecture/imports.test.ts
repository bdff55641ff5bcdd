import { expect, test } from 'vitest'
import { CLIENT_ROOMS, type Room, roomOf, SERVER_ROOMS } from './rooms.ts'
import {
  circlesOf,
  type Edge,
  folderEdges,
  isOurs,
  LONGEST_LINE,
  readSource,
  readSources,
} from './source-graph.ts'

const sources = readSources(['core', 'server', 'client', 'data'])
const edges = sources.flatMap(({ edges }) => edges)

const STAGES = ['ingest', 'join', 'statistics', 'tiles', 'render', 'publish'] as const
const isIn = (file: string, folder: string) => file.startsWith(`${folder}/`)
const runs = ({ isOfTypes }: Edge) => !isOfTypes
const show = ({ from, to }: Edge) => `${from} → ${to}`

/** A function does one thing that is seen at a glance. Those that are longer may only get shorter. */
const MOST_LINES = 60
const LONGER: Readonly<Record<string, number>> = {
  openEmbedded: 68,
  createTileHandler: 76,
}

/** What most functions are shorter than. */
const USUAL_LINES = 40
/** Both may only be lowered. */
const MOST_LONG = 34
const MOST_CASTS = 156
/** Expressions of SQL, which stand in templates among fragments. */
const EXPRESSIONS = /^server\/layers\/visibility\.ts |^server\/ingest\/proposal-store\.ts /

test('the sources are read as they are meant', () => {
  expect(sources.length).toBeGreaterThan(1000)
  expect(edges.length).toBeGreaterThan(3000)
  const { edges: found, functions } = readSource(
    'server/net/example.ts',
    [
      "import type { A } from '../a/a.ts'",
      "export { b } from './b.ts'",
      "const c = await import('./c.ts')",
      "const worker = new Worker(new URL('./d-worker.ts', import.meta.url))",
      "const site = new URL('./not-a-file', base)",
      'function two() {',
      '}',
    ].join('\n'),
  )
  expect(found.map(({ to }) => to)).toEqual([
    'server/a/a.ts',
    'server/net/b.ts',
    'server/net/c.ts',
    'server/net/d-worker.ts',
  ])
  expect(found.filter(runs).map(({ to }) => to)).toEqual(found.slice(1).map(({ to }) => to))
  expect(functions).toEqual([{ file: 'server/net/example.ts', name: 'two', line: 6, lines: 2 }])
  const constants =
    "const A_B = 1\nexport const few = -2 * 3\nconst text = 'x'\nconst made = few()\nlet other = 1"
  expect(readSource('server/net/example.ts', constants).plainConstants).toEqual(['few', 'text'])
  expect(
    circlesOf(
      new Map([
        ['a', new Map([['b', 1]])],
        ['b', new Map([['a', 1]])],
      ]),
    ),
  ).toEqual([['a', 'b']])
})

test('core imports nothing but core', () => {
  expect(edges.filter(({ from, to }) => isIn(from, 'core') && !isIn(to, 'core')).map(show)).toEqual([])
})

test('the client imports no server code, and the server no client code', () => {
  const crossing = edges.filter(
    ({ from, to }) =>
      (isIn(from, 'client') && isIn(to, 'server')) || (isIn(from, 'server') && isIn(to, 'client')),
  )
  expect(crossing.map(show)).toEqual([])
})

test('every file of the server and the client lies in a room that rooms.ts describes', () => {
  const homeless = (rooms: readonly Room[], above: string) =>
    sources.filter(({ path }) => isIn(path, above) && !roomOf(rooms, path)).map(({ path }) => path)
  expect([...homeless(SERVER_ROOMS, 'server'), ...homeless(CLIENT_ROOMS, 'client')]).toEqual([])
})

test('each room of the server imports only those that rooms.ts names before it', () => {
  const rank = (path: string) => SERVER_ROOMS.indexOf(roomOf(SERVER_ROOMS, path) as Room)
  const upward = edges.filter(
    ({ from, to }) => isIn(from, 'server') && isIn(to, 'server') && rank(to) > rank(from),
  )
  expect(upward.map(show)).toEqual([])
})

test('stages never import each other', () => {
  const stageOf = (path: string) => STAGES.find((stage) => isIn(path, `server/${stage}`))
  const crossing = edges.filter(({ from, to }) => {
    const [one, other] = [stageOf(from), stageOf(to)]
    return one !== undefined && other !== undefined && one !== other
  })
  expect(crossing.map(show)).toEqual([])
})

test('only the HTTP layer knows Express', () => {
  const express = edges.filter(
    ({ from, to }) => ['express', 'helmet', 'compression'].includes(to) && !isIn(from, 'server/http'),
  )
  expect(express.map(show)).toEqual([])
})

test('routes are values: Express learns of none but by the mount', () => {
  const MOUNT = 'server/http/routing/mount.ts'
  /** `router.get(…)`, `app.post(…)`, `express.Router()`; what a response or a request gets by a name is something else. */
  const asksExpress =
    /\bRouter\(|\b(?:app|router|\w+Router|\w+App)(?:\.route\([^)]*\))?\.(?:get|head|post|put|patch|delete|options|all|query)\(/
  for (const wrong of [
    "router.get('/x', y)",
    "app.all('/x')",
    "app.route('/x').post(y)",
    'const r = Router()',
  ])
    expect(asksExpress.test(wrong), wrong).toBe(true)
  expect(asksExpress.test("response.get('Vary')")).toBe(false)
  const asking = sources.filter(({ path, text }) => isIn(path, 'server') && asksExpress.test(text))
  expect(asking.map(({ path }) => path)).toEqual([MOUNT])
})

test('the store knows no stage', () => {
  const store = ['proposals', 'layers', 'catalogue', 'accounts', 'search', 'changes', 'database'].map(
    (folder) => `server/${folder}`,
  )
  const upward = edges.filter(
    ({ from, to }) =>
      store.some((folder) => isIn(from, folder)) && STAGES.some((stage) => isIn(to, `server/${stage}`)),
  )
  expect(upward.map(show)).toEqual([])
})

test('the thread of statistics loads nothing of the database', () => {
  const loaded = new Set(['server/statistics/statistics-worker.ts'])
  for (const file of loaded)
    for (const { to } of sources.find(({ path }) => path === file)?.edges.filter(runs) ?? []) loaded.add(to)
  expect(loaded).toContain('server/statistics/compute/density.ts')
  expect(
    [...loaded].filter((file) => isIn(file, 'server/database') || ['pg', 'knex'].includes(file)),
  ).toEqual([])
})

test('settings are read in one file', () => {
  const readers = sources.filter(
    ({ path, text }) => (isIn(path, 'server') || isIn(path, 'core')) && /process\.env/.test(text),
  )
  expect(readers.map(({ path }) => path)).toEqual(['server/config.ts'])
})

test('SQL reaches the database as fragments alone, which carry their values', () => {
  const example = [
    "await knex.raw('SELECT ?', [1])",
    'knex',
    "  .whereRaw('a = b')",
    'select(knex, sql`SELECT 1`)',
    'app.use(express.raw({}))',
  ].join('\n')
  expect(readSource('server/zones/example.ts', example).rawStatements).toEqual([1, 3])
  const raw = sources
    .filter(({ path }) => isIn(path, 'server') && !isIn(path, 'server/database'))
    .flatMap(({ path, rawStatements }) => rawStatements.map((line) => `${path}:${line}`))
  expect(raw).toEqual([])
})

test('no two files import each other in a circle', () => {
  const graph = new Map<string, Map<string, Edge>>()
  for (const edge of edges.filter(({ to }) => isOurs(to)))
    graph.set(edge.from, (graph.get(edge.from) ?? new Map<string, Edge>()).set(edge.to, edge))
  expect(circlesOf(graph)).toEqual([])
})

test('no folders use each other in a circle', () => {
  expect(circlesOf(folderEdges(sources))).toEqual([])
})

test(`no function is longer than ${MOST_LINES} lines, but for those that are left`, () => {
  const long = sources
    .flatMap(({ functions }) => functions)
    .filter(({ name, lines }) => lines > Math.max(MOST_LINES, LONGER[name] ?? 0))
  expect(long.map(({ file, line, name, lines }) => `${file}:${line} ${name}: ${lines} lines`)).toEqual([])
})

test(`at most ${MOST_LONG} functions have more than ${USUAL_LINES} lines, and the number only falls`, () => {
  const long = sources.flatMap(({ functions }) => functions).filter(({ lines }) => lines > USUAL_LINES)
  const shown = long.map(({ file, line, name, lines }) => `${file}:${line} ${name}: ${lines} lines`)
  expect(shown.length, shown.join('\n')).toBeLessThanOrEqual(MOST_LONG)
})

test(`at most ${MOST_CASTS} values are cast (as), and the number only falls`, () => {
  const cast = sources.filter(({ casts }) => casts > 0).map(({ path, casts }) => `${path}: ${casts}`)
  expect(
    sources.reduce((sum, { casts }) => sum + casts, 0),
    cast.join('\n'),
  ).toBeLessThanOrEqual(MOST_CASTS)
})

test('constants whose values are written out have names in capitals', () => {
  const plain = sources.flatMap(({ path, plainConstants }) => plainConstants.map((name) => `${path} ${name}`))
  expect(plain.filter((name) => !EXPRESSIONS.test(name))).toEqual([])
})

test('files stay small: a median under 100 lines', () => {
  const lengths = sources.map(({ text }) => text.split('\n').length).sort((a, b) => a - b)
  expect(lengths[lengths.length >> 1]).toBeLessThan(100)
})

test(`no line is longer than ${LONGEST_LINE} characters, but for templates and texts`, () => {
  const long = sources.flatMap(({ path, longLines }) => longLines.map((line) => `${path}:${line}`))
  expect(long).toEqual([])
})

test('the script that other sites load imports nothing: they may not load a part of it from here', () => {
  const component = 'client/embed/peta-usul-map.ts'
  expect(sources.map(({ path }) => path)).toContain(component)
  expect(edges.filter(({ from }) => from === component).map(show)).toEqual([])
})
