import { afterAll, beforeAll, expect, test } from 'vitest'
import { statusesSeenBy } from '../../core/proposal/process.ts'
import type { Analysis } from '../../server/analyses/analysis.ts'
import { type Tuples, tuples } from '../../server/analyses/inputs/input.ts'
import { analysisLayer, listAnalyses } from '../../server/analyses/list-analyses.ts'
import { readCatalogue } from '../../server/catalogue/catalogue.ts'
import { select, sql } from '../../server/database/sql-fragment.ts'
import { digestOf, readStates, readsProposals } from '../../server/statistics/input-states.ts'
import { readInput } from '../../server/statistics/read-inputs.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store?.close())

/** An input that no analysis has: years of proposals, with a state of its own. */
type TitlesInput = Tuples<'titles', readonly [code: string, title: string]>
const titles = tuples<TitlesInput>({
  name: 'titles',
  states: [{ name: 'standards', content: sql`SELECT sum(max_distance_m) FROM service_standards` }],
  proposals: { code: 'p.code', title: 'p.title' },
  columns: ['p.code', 'p.title'],
  key: 'p.id',
  from: (_context, proposals) => sql`${proposals} p`,
})
const known = listAnalyses([])
const ofTitles: Analysis = { ...known[0]!, id: 'titles', inputs: [titles] }
const digests = async () => {
  const states = await readStates(store.database.write, [...known, ofTitles])
  return new Map([...known, ofTitles].map((analysis) => [analysis.id, digestOf(states, analysis)]))
}
/** Ids of the analyses that a write makes due. */
async function dueAfter(statement: string): Promise<string[]> {
  const before = await digests()
  await store.database.write.raw(statement)
  const after = await digests()
  return [...after.keys()].filter((id) => after.get(id) !== before.get(id))
}
const ofProposals = [...known.filter(readsProposals).map(({ id }) => id), 'titles']
const ONE = `WHERE id = (SELECT min(id) FROM proposals WHERE status = 'submitted')`

test('what an input reads of proposals is in their digest, and nothing else of them', async () => {
  expect(await dueAfter(`UPDATE proposals SET title = title || ' baru' ${ONE}`)).toEqual(ofProposals)
  expect(await dueAfter(`UPDATE proposals SET unit = 'lain' ${ONE}`)).toEqual([])
  expect(await dueAfter(`UPDATE proposals SET cost_rupiah = cost_rupiah + 1 ${ONE}`)).toEqual(ofProposals)
})

test('a state that an input declares makes due the analyses that read it, and no other', async () => {
  expect(await dueAfter('UPDATE service_standards SET max_distance_m = max_distance_m + 1')).toEqual([
    'titles',
  ])
})

test('what inputs follow from is there: a name that no derivation has would never make them due', async () => {
  const rows = await select<{ name: string }>(store.database.read, sql`SELECT name FROM derivations`)
  const derived = rows.map(({ name }) => name)
  const isThere = (state: string) =>
    state.endsWith('*')
      ? derived.some((name) => name.startsWith(state.slice(0, -1)))
      : derived.includes(state)
  const service = { service: 'SD', facilityTypes: ['SD'], maxDistanceMetres: 1000 }
  const inputs = listAnalyses([service]).flatMap((analysis) => analysis.inputs)
  const named = inputs
    .flatMap(({ states }) => (typeof states === 'function' ? states(service) : states))
    .filter((state) => typeof state === 'string')
  expect(named).toContain('figures')
  expect(named.filter((state) => !isThere(state))).toEqual([])
})

test('what layers of analyses are computed from are layers: by these, what is taken back takes them along', async () => {
  const service = { service: 'SD', facilityTypes: ['SD'], maxDistanceMetres: 1000 }
  const ids = (await readCatalogue(store.database.read)).map(({ id }) => id)
  const from = listAnalyses([service]).flatMap(({ layers }) => layers.flatMap(({ lineage }) => lineage.from))
  expect(from).toContain('proposals')
  expect([...new Set(from)].filter((id) => !ids.includes(id) && !analysisLayer(id))).toEqual([])
})

test('an input of tuples comes as rows of public proposals, each once, in the order of its key', async () => {
  const rows: unknown[][] = []
  for await (const page of readInput(store.database.write, titles, { srid: 32749, service: undefined }))
    rows.push(...(JSON.parse(String(page)) as unknown[][]))
  const { rows: expected } = await store.database.write.raw<{ rows: { code: string; title: string }[] }>(
    'SELECT code, title FROM proposals WHERE status = ANY (?) ORDER BY id',
    [[...statusesSeenBy('everyone')]],
  )
  expect(rows).toEqual(expected.map(({ code, title }) => [code, title]))
})
