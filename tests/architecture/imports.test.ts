import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g

interface Edge {
  from: string
  to: string
}

const files = globSync(['core/**/*.ts', 'server/**/*.ts', 'client/**/*.ts', 'data/**/*.ts'], {
  cwd: ROOT,
}).filter((file) => !file.startsWith('client/dist') && !file.endsWith('.d.ts'))

/** Every import of every file: paths of our own relative to the root, packages by name. */
const edges: Edge[] = files.flatMap((from) =>
  [...readFileSync(join(ROOT, from), 'utf8').matchAll(IMPORT)].map((match) => {
    const to = match[1] ?? match[2] ?? match[3] ?? ''
    return { from, to: to.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(from), to)) : to }
  }),
)

const STAGES = ['ingest', 'join', 'statistics', 'tiles', 'render', 'publish'] as const
const isIn = (file: string, folder: string) => file.startsWith(`${folder}/`)
const isOurs = (to: string) => /^(core|server|client|data)\//.test(to)
const show = ({ from, to }: Edge) => `${from} → ${to}`

test('there is something to look at', () => {
  expect(files.length).toBeGreaterThan(200)
  expect(edges.length).toBeGreaterThan(500)
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

test('stages never import each other', () => {
  const crossing = edges.filter(({ from, to }) =>
    STAGES.some(
      (stage) =>
        isIn(from, `server/${stage}`) &&
        STAGES.some((other) => other !== stage && isIn(to, `server/${other}`)),
    ),
  )
  expect(crossing.map(show)).toEqual([])
})

test('only the HTTP layer knows Express', () => {
  const express = edges.filter(
    ({ from, to }) =>
      (to === 'express' || to === 'helmet' || to === 'compression') &&
      !isIn(from, 'server/http') &&
      from !== 'server/http/app.ts',
  )
  expect(express.map(show)).toEqual([])
})

test('nothing below HTTP imports the HTTP layer', () => {
  const above = ['app', 'server', 'start', 'bring-up', 'services'].map((name) => `server/${name}.ts`)
  const upward = edges.filter(
    ({ from, to }) => isIn(to, 'server/http') && !isIn(from, 'server/http') && !above.includes(from),
  )
  expect(upward.map(show)).toEqual([])
})

test('the store knows no stage', () => {
  const store = ['areas', 'proposals', 'layers', 'accounts', 'search', 'changes', 'database'].map(
    (folder) => `server/${folder}`,
  )
  const upward = edges.filter(
    ({ from, to }) =>
      store.some((folder) => isIn(from, folder)) && STAGES.some((stage) => isIn(to, `server/${stage}`)),
  )
  expect(upward.map(show)).toEqual([])
})

test('settings are read in one file', () => {
  const readers = files
    .filter((file) => isIn(file, 'server') || isIn(file, 'core'))
    .filter((file) => /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')))
  expect(readers).toEqual(['server/config.ts'])
})

test('no two files import each other in a circle', () => {
  const graph = Map.groupBy(
    edges.filter(({ to }) => isOurs(to)),
    ({ from }) => from,
  )
  const state = new Map<string, 'open' | 'done'>()
  const circles: string[] = []
  const visit = (file: string, path: string[]): void => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      return
    }
    state.set(file, 'open')
    for (const { to } of graph.get(file) ?? []) visit(to, [...path, file])
    state.set(file, 'done')
  }
  for (const file of files) visit(file, [])
  expect(circles).toEqual([])
})

test('files stay small: a median under 100 lines, none over 350', () => {
  const lengths = files
    .map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length }))
    .sort((a, b) => a.lines - b.lines)
  expect(lengths.filter(({ lines }) => lines > 350)).toEqual([])
  expect(lengths[lengths.length >> 1]?.lines).toBeLessThan(100)
})
