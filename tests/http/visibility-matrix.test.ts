import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { downloadFormats } from '../../core/download/download-formats.ts'
import { routeTable } from '../../server/http/routes/route-table.ts'
import { isSample } from '../support/sample.ts'
import { type Contents, contentsOf, searchFor } from './answer-contents.ts'
import { type Asking, askingsOf, tilesAt } from './routes-to-ask.ts'
import { SECRET_PLACES, SECRETS } from './secret-rows.ts'
import {
  DELETED,
  isOffice,
  type LayerState,
  MARKS,
  PUBLIC,
  PUBLIC_PLACE,
  PUBLISHED,
  ROLES,
  type Role,
  STATES,
  startVisibilityWorld,
  type VisibilityWorld,
} from './visibility-world.ts'

const secretPlaces = searchFor(SECRET_PLACES)
/** Only tells which tiles changed, for as long as one listens: visibility-publication.test.ts does. */
const STREAM = 'GET /api/changes'
const AT_ONCE = 3
const LONG = 300_000
const SAMPLE = ['uji', 'proposals']

/** Who asks in each state; by which credentials one is the office, or nobody, is no matter of the state. */
const EVERYWHERE: readonly Role[] = ['nobody', 'the office']
/** The state in which every credential is tried: it hides most. */
const WITH_ALL_ROLES = STATES.find(({ takenBack }) => takenBack.includes('uji'))
const states = isSample
  ? STATES.filter((state) => state === PUBLISHED || state.takenBack.some((layer) => SAMPLE.includes(layer)))
  : STATES
const rolesIn = (state: LayerState) => (state === WITH_ALL_ROLES && !isSample ? ROLES : EVERYWHERE)

let world: VisibilityWorld
beforeAll(async () => {
  world = await startVisibilityWorld()
})
afterAll(() => world.server.close())

async function answerTo({ path, body, type }: Asking, role: Role): Promise<Contents> {
  const headers = { ...world.credentials[role], ...(type ? { 'Content-Type': type } : {}) }
  const answer = await world.server.get(
    path,
    body === undefined ? { headers } : { method: 'POST', headers, body },
  )
  const contents = await contentsOf(answer, path)
  expect(answer.status, `${path} ${contents.text.slice(0, 500)}`).toBeLessThan(500)
  return contents
}

/** Which of the texts and places an answer tells. What was asked for by its name may be repeated. */
function toldBy({ path, body = '' }: Asking, contents: Contents, texts: readonly string[]): string[] {
  const asked = decodeURIComponent(path) + body
  return [
    ...texts.filter((text) => !asked.includes(text) && contents.text.includes(text)),
    ...secretPlaces(contents),
  ]
}

describe('the list of routes', () => {
  it('is that of the server: each is asked, or takes something in', () => {
    const unasked = world.routes.filter((route) => askingsOf(route, world.inventory).length === 0)
    const takingIn = routeTable.flatMap(({ method, path, fromAnySite = false }) =>
      method === 'get' || fromAnySite ? [] : [`${method.toUpperCase()} ${path}`],
    )
    expect(unasked.filter((route) => !takingIn.includes(route))).toEqual([])
    expect(world.routes).toContain(STREAM)
    expect(world.routes.length - unasked.length).toBeGreaterThan(70)
  })
})

describe('what looks into answers', () => {
  const publicPlace = searchFor({ PUBLIC_PLACE })
  const [z, x, y] = tilesAt(PUBLIC_PLACE).at(-1) ?? []

  it('finds a text and a place in a file of every format', async () => {
    await world.enter(PUBLISHED)
    for (const { extension } of downloadFormats) {
      const contents = await answerTo({ path: `/data/proposals.${extension}` }, 'nobody')
      expect(contents.text, extension).toContain(`USULAN-UJI ${PUBLIC}`)
      if (extension !== 'pdf') expect(publicPlace(contents), extension).toEqual(['PUBLIC_PLACE'])
    }
  })

  it.each([
    `/tiles/proposals/${z}/${x}/${y}.mvt`,
    `/ogc/collections/proposals/tiles/WebMercatorQuad/${z}/${y}/${x}`,
    '/ogc/collections/proposals/items?limit=1000&crs=http://www.opengis.net/def/crs/EPSG/0/3857',
    '/data/proposals.fgb?crs=EPSG:32749',
    '/data/proposals.csv?crs=EPSG:3857',
    `/api/proposals/${PUBLIC}`,
  ])('finds a place in %s', async (path) => {
    expect(publicPlace(await answerTo({ path }, 'nobody'))).toEqual(['PUBLIC_PLACE'])
  })
})

describe.each(states)('with $name', (state) => {
  beforeAll(() => world.enter(state))

  it.each(rolesIn(state))('no route tells %s more than it may', { timeout: LONG }, async (role) => {
    const hidden = isOffice(role) ? [] : state.hidden
    // Rows stand the same in every state: one asks for them in every way, the others for what states and roles differ in.
    const inEveryWay = state === PUBLISHED && !isSample
    const { inventory } = world
    const some = {
      ...inventory,
      codes: [PUBLIC],
      items: inventory.items.slice(-2),
      layers: state.layers.slice(-3),
      places: [],
      inEveryWay,
    }
    const found = new Set<string>()
    const leaks: string[] = []
    const askings = world.routes
      .filter((route) => route !== STREAM)
      .flatMap((route) => askingsOf(route, inEveryWay ? inventory : some))
      .values()
    const work = async () => {
      for (const asking of askings) {
        const contents = await answerTo(asking, role)
        for (const secret of toldBy(asking, contents, [...SECRETS, DELETED, ...hidden]))
          leaks.push(`${secret} by ${asking.path} ${asking.body ?? ''}`)
        for (const mark of Object.values(MARKS).flat()) if (contents.text.includes(mark)) found.add(mark)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    expect(leaks).toEqual([])
    // What may be seen is: that nothing hidden was found says something.
    const open = Object.values(MARKS)
      .flat()
      .filter((mark) => isOffice(role) || !state.hidden.includes(mark))
    if (state === PUBLISHED) expect([...found].sort()).toEqual(open.sort())
    else if (isOffice(role)) expect([...found]).toEqual(expect.arrayContaining([...state.hidden]))
  })
})
