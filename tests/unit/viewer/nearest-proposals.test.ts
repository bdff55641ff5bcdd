import { afterEach, expect, it, vi } from 'vitest'
import { NearestProposals } from '../../../client/state/nearest-proposals.ts'
import { greatCircleMetres } from '../../../core/geo/great-circle.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'

const HERE: LonLat = [112.701, -7.301]
const signal = new AbortController().signal

/** Requests by their boxes, as the server was asked. */
let asked: string[] = []
afterEach(() => vi.unstubAllGlobals())

/** Answers as /api/proposals does: of a box, in an order that has nothing to do with where things lie. */
function serve(places: readonly LonLat[]): void {
  asked = []
  const answer = (address: string) => {
    const query = new URLSearchParams(address.slice(address.indexOf('?')))
    const box = query.get('bbox') ?? ''
    asked.push(box)
    const [west = 0, south = 0, east = 0, north = 0] = box.split(',').map(Number)
    const inside = places.flatMap(([lon, lat], i) =>
      lon >= west && lon <= east && lat >= south && lat <= north
        ? [{ code: String(i), point: [lon, lat] }]
        : [],
    )
    const from = Number(query.get('cursor') ?? 0)
    const to = from + Number(query.get('limit'))
    const next = to < inside.length ? String(to) : null
    return Response.json({ items: inside.slice(from, to), next, total: { count: inside.length } })
  }
  vi.stubGlobal('fetch', async (address: string) => answer(address))
}

/** Places on a spiral from far to near, so that what is nearest is given last. */
function spiral(count: number, metres: number): LonLat[] {
  return Array.from({ length: count }, (_, i) => {
    const away = (metres * (count - i)) / count / 111_195
    return [HERE[0] + away * Math.cos(i), HERE[1] + away * Math.sin(i)]
  })
}

const codesByDistance = (places: readonly LonLat[]) =>
  places
    .map((place, i) => ({ code: String(i), metres: greatCircleMetres(HERE, place) }))
    .sort((a, b) => a.metres - b.metres)
    .map(({ code }) => code)

it('gives the nearest of more than a few pages in one small box', async () => {
  const places = spiral(3_000, 1_500)
  serve(places)
  const { items, isAll } = await new NearestProposals(new URLSearchParams(), HERE).first(30, signal)
  expect(items.map(({ code }) => code)).toEqual(codesByDistance(places).slice(0, 30))
  expect(isAll).toBe(false)
})

it('finds the nearest of many that lie far away without reading all of a wide box', async () => {
  const far = spiral(20_000, 200_000).filter((place) => greatCircleMetres(HERE, place) > 20_000)
  serve(far)
  const { items } = await new NearestProposals(new URLSearchParams(), HERE).first(30, signal)
  expect(items.map(({ code }) => code)).toEqual(codesByDistance(far).slice(0, 30))
  expect(asked.length).toBeLessThan(30)
})

it('keeps what it read for whoever asks for more, and tells when nothing lies farther away', async () => {
  const places = spiral(300, 1_500)
  serve(places)
  const nearest = new NearestProposals(new URLSearchParams(), HERE)
  await nearest.first(30, signal)
  const before = asked.length
  expect((await nearest.first(60, signal)).items.map(({ code }) => code)).toEqual(
    codesByDistance(places).slice(0, 60),
  )
  expect(asked.length).toBe(before)
  const { items, isAll } = await nearest.first(400, signal)
  expect(items.map(({ code }) => code)).toEqual(codesByDistance(places))
  expect(isAll).toBe(true)
})
