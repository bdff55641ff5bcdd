import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ViewerStore } from '../../../client/state/viewer-store.ts'
import { readViewerUrl } from '../../../client/state/viewer-url.ts'
import { type CardPage, OpenCard } from '../../../client/viewer/open-card.ts'
import type { Place } from '../../../core/api/place.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'

const question = { lonLat: [111, -2] as LonLat, radiusMetres: 10 }
const village: Place = {
  kind: 'village',
  code: '62.99.01.2001',
  title: 'Sungai Jernih',
  subtitle: '',
  point: [111, -2],
  bbox: null,
}
const proposal = { code: '202500001', title: 'Jembatan', point: [111.1, -2.1] as LonLat }

/** Questions that the server has not answered yet; it answers also those that were given up, as a line may. */
let open: ((response: Response) => void)[]
let said: string[]
let page: CardPage
beforeEach(() => {
  open = []
  said = []
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => open.push(resolve)))
  const store = new ViewerStore(readViewerUrl(''))
  const map = { select: vi.fn(), outline: vi.fn(), fit: vi.fn(), goTo: vi.fn(), focusMap: vi.fn() }
  page = {
    store: () => store,
    catalogue: () => [],
    map: () => map,
    uncover: async () => {},
    focusCard: async () => {},
    say: ({ text }) => said.push(text),
  }
})
afterEach(() => vi.unstubAllGlobals())

const found = (code: string) =>
  Response.json({ items: [{ layer: 'proposals', title: code, code, properties: {} }] })
const codesOf = ({ found: items }: OpenCard) => items?.map(({ code }) => code)

it('shows what is under a place once it is known', async () => {
  const card = new OpenCard(page)
  const asked = card.ask(question)
  expect(card.found).toBeNull()
  open[0]?.(found('a'))
  await asked
  expect(codesOf(card)).toEqual(['a'])
})

it('stays closed when an answer comes after it was closed', async () => {
  const card = new OpenCard(page)
  const asked = card.ask(question)
  card.close()
  open[0]?.(found('late'))
  await asked
  expect(card.found).toBeUndefined()
  expect(said).toEqual([])
})

it('goes on telling of what was opened last when an answer to something earlier comes late, or fails', async () => {
  const card = new OpenCard(page)
  const asked = card.ask(question)
  await card.open(proposal, 13)
  open[0]?.(found('late'))
  await asked
  expect(codesOf(card)).toEqual([proposal.code])

  const described = card.describe(village)
  await vi.waitFor(() => expect(open).toHaveLength(2))
  await card.open(proposal, 13)
  open[1]?.(new Response('', { status: 500 }))
  await described
  expect(codesOf(card)).toEqual([proposal.code])
  expect(said).toEqual([])
})

it('says so when nothing could be learnt of the place', async () => {
  const card = new OpenCard(page)
  const asked = card.ask(question)
  open[0]?.(new Response('', { status: 500 }))
  await asked
  expect(card.found).toBeUndefined()
  expect(said).toHaveLength(1)
})
