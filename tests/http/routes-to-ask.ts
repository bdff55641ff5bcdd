import { downloadFormats } from '../../core/download/download-formats.ts'
import { routeTable } from '../../server/http/routes/route-table.ts'
import { allSamples, mergeSamples } from './route-samples.ts'
import { DRAFT, type Place } from './secret-rows.ts'

/** What stands in a store, to ask routes for. */
export interface Inventory {
  layers: readonly string[]
  /** Of proposals. */
  codes: readonly string[]
  /** Keys of rows. */
  items: readonly number[]
  /** Of zones and whatever else routes call by an id. */
  ids: readonly string[]
  records: readonly string[]
  /** Around which is asked. */
  places: readonly Place[]
  /** Whether rows are asked for in every way that they can be. */
  inEveryWay: boolean
}

export interface Asking {
  path: string
  body?: string
  type?: string
}

/** "GET /data/{file}" of every route of the server; formats of downloads are its samples. */
export const routesToAsk: readonly string[] = routeTable
  .filter(({ path }) => !path.startsWith('/data/{layer}.'))
  .map(({ method, path }) => `${method.toUpperCase()} ${path}`)

const EVERYTHING = encodeURIComponent("status = 'draft' OR code LIKE '%'")
const around = ({ lon, lat }: Place, by = 0.001) => [lon - by, lat - by, lon + by, lat + by].join(',')

/** z/x/y of tiles that a place lies in. */
export function tilesAt({ lon, lat }: Place): [z: number, x: number, y: number][] {
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  return [8, 16].map((z) => [z, Math.floor(((lon + 180) / 360) * 2 ** z), Math.floor(y * 2 ** z)])
}

/** Pictures are asked for once: nothing is read in them here. */
function tileParts(template: string, places: readonly Place[]): Record<string, readonly string[]> {
  const tiles = [[0, 0, 0] as const, ...(/heat|map/.test(template) ? [] : places.flatMap(tilesAt))]
  return {
    '{z}/{x}/{y}': tiles.map(([z, x, y]) => `${z}/${x}/${y}`),
    '{tileMatrix}/{tileRow}/{tileCol}': tiles.map(([z, x, y]) => `${z}/${y}/${x}`),
  }
}

/** What stands for each parameter of a path; a route with another one has none, and is not asked. */
const samplesOf = ({ layers, codes, items, ids, records }: Inventory): Record<string, readonly string[]> => ({
  '{layer}': layers,
  '{layers}': [...layers, layers.slice(0, 3).join(',')],
  '{collection}': layers,
  '{archive}': layers,
  '{file}': layers.flatMap((layer) => downloadFormats.map(({ extension }) => `${layer}.${extension}`)),
  '{code}': codes,
  '{village}': ['62.99.01.2001', '62.99.01.1003', '62.99.02.2001', '62.99.02.2002'],
  '{item}': items.map(String),
  '{id}': ids,
  '{record}': records,
  '{name}': ['standard', 'uji'],
  '{style}': layers.flatMap((layer) => [`${layer}.standard`, `${layer}.uji`]),
  '{tileMatrixSet}': ['WebMercatorQuad'],
  '{model}': ['default'],
  '{analysis}': ['village-hotspots', 'access-SD'],
  '{page}': ['index', 'rencana'],
  '{*path}': ['tidak/ada'],
  '{asset}': ['tidak-ada.js'],
  ...mergeSamples(allSamples.map(({ params }) => params)),
})

const WORDS = ['RAHASIA', 'UJI', 'draf', 'RT 07', DRAFT]
const PICTURE = 'width=60&height=60&format=image/png&transparent=TRUE&styles='
const INFO = 'i=30&j=30&feature_count=100'
const FORMATS = ['text/plain', 'text/html', 'application/json', 'application/vnd.ogc.gml']
const CATALOGUE = 'typeNames=csw:Record&resultType=results&maxRecords=100&elementSetName=full'
const ISO = `${CATALOGUE}&outputSchema=http://www.isotc211.org/2005/gmd`

/** Queries with which a route is asked, beside none. */
const QUERIES: readonly [route: RegExp, queries: (inventory: Inventory) => string[]][] = [
  [/^\/ogc/, () => ['f=html']],
  [/^\/api\/layers$/, () => ['year=2023', 'year=2025']],
  [
    /^\/ogc\/collections\/\{collection\}(\/items)?$|^\/data\/|^\/tiles\/\{layers\}\.json$/,
    () => ['year=2023'],
  ],
  [
    /\/items$/,
    ({ places, inEveryWay }) => [
      'limit=1000',
      ...(inEveryWay
        ? [
            'limit=1000&f=html',
            'limit=1000&crs=http://www.opengis.net/def/crs/EPSG/0/3857',
            `filter=${EVERYTHING}`,
          ]
        : []),
      ...places.map((place) => `bbox=${around(place)}`),
    ],
  ],
  [/^\/data\//, ({ inEveryWay }) => (inEveryWay ? ['crs=EPSG:32749', `filter=${EVERYTHING}`] : [])],
  [
    /^\/api\/(proposals|alternatives|indicators)$/,
    () => ['status=draft', 'year=2031', ...WORDS.map((word) => `q=${word}`)],
  ],
  [/^\/api\/(proposals|alternatives)$/, ({ places }) => places.map((place) => `bbox=${around(place)}`)],
  [/^\/api\/proposals$/, () => ['limit=200', 'limit=200&sort=title', 'limit=200&sort=cost']],
  [/^\/api\/search$/, () => WORDS.map((word) => `q=${word}&limit=50`)],
  [
    /^\/api\/identify$/,
    ({ places }) =>
      [...places, { lon: 111.15, lat: -2.05 }].map(
        ({ lon, lat }) => `lon=${lon}&lat=${lat}&radiusMetres=20000`,
      ),
  ],
  [/^\/(usulan|katalog)$/, () => ['lang=en', ...WORDS.map((word) => `q=${word}`)]],
  [/^\/oembed$/, () => ['url=http://localhost/usulan/1']],
  [/\/values$/, () => ['field=nama', 'field=title', 'field=code', 'field=name']],
  [/\/sld$/, () => ['version=1.1.0']],
  [/^\/api\/criteria\/distribution$/, () => ['source=proposals.nearestMetres']],
  [
    /^\/csw$/,
    ({ records }) => [
      'service=CSW&request=GetCapabilities',
      ...[CATALOGUE, ISO].map((query) => `service=CSW&version=2.0.2&request=GetRecords&${query}`),
      ...records.map((id) => `service=CSW&version=2.0.2&request=GetRecordById&elementSetName=full&id=${id}`),
      'service=CSW&version=2.0.2&request=GetDomain&propertyName=dc:title',
    ],
  ],
  [
    /^\/wms$/,
    ({ layers, places }) => [
      ...['1.3.0', '1.1.1'].map((version) => `service=WMS&request=GetCapabilities&version=${version}`),
      ...layers.flatMap((layer) => {
        const map = `version=1.3.0&layers=${layer}&crs=CRS:84&${PICTURE}`
        return [
          `${map}&request=GetMap&bbox=110.9,-2.3,111.4,-1.8`,
          `version=1.3.0&request=GetLegendGraphic&layer=${layer}&format=image/png`,
          `version=1.3.0&request=DescribeLayer&layers=${layer}`,
          `version=1.1.1&request=GetStyles&layers=${layer}`,
          ...FORMATS.flatMap((format) =>
            [...places.map((place) => around(place)), '101,-12,121,8'].map(
              (box) =>
                `${map}&request=GetFeatureInfo&query_layers=${layer}&bbox=${box}&${INFO}&info_format=${format}`,
            ),
          ),
        ]
      }),
    ],
  ],
]

const JSON_TYPE = 'application/json'
const FORM = 'application/x-www-form-urlencoded'
const WHOLE = {
  type: 'Polygon',
  coordinates: [
    [
      [111, -2.2],
      [111.3, -2.2],
      [111.3, -2],
      [111, -2],
      [111, -2.2],
    ],
  ],
}

/** Routes that are asked by POST and write nothing. */
const POSTS: Record<string, (inventory: Inventory) => Omit<Asking, 'path'>[]> = {
  '/wms': ({ layers }) =>
    layers.map((layer) => ({
      type: FORM,
      body: `version=1.3.0&request=GetFeatureInfo&layers=${layer}&query_layers=${layer}&crs=CRS:84&bbox=101,-12,121,8&${PICTURE}&${INFO}&info_format=application/json`,
    })),
  '/csw': () => [{ type: FORM, body: `service=CSW&version=2.0.2&request=GetRecords&${CATALOGUE}` }],
  '/api/rankings': () =>
    [{}, { year: 'all', status: 'all' }, { status: 'draft' }, { q: DRAFT }].map((filter) => ({
      type: JSON_TYPE,
      body: JSON.stringify({ filter, limit: 500 }),
    })),
  '/api/rankings/spread': () =>
    ['village', 'status', 'agency', 'cost'].map((column) => ({
      type: JSON_TYPE,
      body: JSON.stringify({ filter: { year: 'all', status: 'all' }, column }),
    })),
  '/api/rankings/decision': () => [{ type: JSON_TYPE, body: '{"filter":{"year":"all","status":"all"}}' }],
  '/api/zones/statistics': () => [{ type: JSON_TYPE, body: JSON.stringify({ geometry: WHOLE }) }],
}

/** Of routes whose subject has a file in samples/. */
const OWN_POSTS = Object.fromEntries(
  Object.entries(mergeSamples(allSamples.map(({ posts }) => posts))).map(([route, bodies]) => [
    route,
    bodies.map((body) => ({ type: JSON_TYPE, body: JSON.stringify(body) })),
  ]),
)

/**
 * Every way in which a route ("GET /data/{file}") is asked. None for a route that is not known here. What is no GET and writes
 * is no way out: it answers with what was handed in.
 */
export function askingsOf(route: string, inventory: Inventory): Asking[] {
  const [method = '', template = ''] = route.split(' ')
  if (method === 'POST')
    return [...(POSTS[template]?.(inventory) ?? []), ...(OWN_POSTS[route] ?? [])].map((how) => ({
      path: template,
      ...how,
    }))
  const samples = { ...samplesOf(inventory), ...tileParts(template, inventory.places) }
  let paths = [template]
  for (const [part, values] of Object.entries(samples))
    if (template.includes(part))
      paths = paths.flatMap((path) => values.map((value) => path.replace(part, value)))
  if (paths.some((path) => path.includes('{'))) return []
  const queries = QUERIES.filter(([pattern]) => pattern.test(template)).flatMap(([, of]) => of(inventory))
  return paths.flatMap((path) =>
    ['', ...queries].map((query) => ({ path: query ? `${path}?${query}` : path })),
  )
}
