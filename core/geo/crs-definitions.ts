/**
 * The coordinate reference systems that Indonesian data come in, as proj4 strings by code.
 *
 * Facts from the EPSG registry (checked against PROJ in tests). SRGI2013 and DGN95 use the WGS 84 ellipsoid and are
 * taken as WGS 84: EPSG's shift is zero for DGN95, and SRGI2013 lies 0.2 m from that, below WGS 84's own accuracy.
 * Every geographic system here is used in longitude, latitude order, whatever its registry entry says.
 */
export interface CrsDefinition {
  /** 'EPSG:32749'; the code under which the rest of the product names the system. */
  code: string
  name: string
  proj4: string
  /** 'degrees' for longitude/latitude, 'metres' for projected coordinates. */
  unit: 'degrees' | 'metres'
}

/** First EPSG code of each UTM series and the zones that the series covers. */
const UTM_SERIES = [
  { datum: 'SRGI2013', first: 9476, zones: [46, 52], south: false },
  { datum: 'SRGI2013', first: 9487, zones: [47, 54], south: true },
  { datum: 'DGN95', first: 23866, zones: [46, 52], south: false },
  { datum: 'DGN95', first: 23877, zones: [47, 54], south: true },
  { datum: 'WGS 84', first: 32601, zones: [1, 60], south: false },
  { datum: 'WGS 84', first: 32701, zones: [1, 60], south: true },
] as const

const TM3_FIRST_CODE = 23830
const TM3_ZONES = 16

function geographic(): CrsDefinition[] {
  const onEllipsoid = '+proj=longlat +ellps=WGS84 +towgs84=0,0,0,0,0,0,0 +no_defs'
  return [
    { code: 'EPSG:4326', name: 'WGS 84', proj4: '+proj=longlat +datum=WGS84 +no_defs', unit: 'degrees' },
    { code: 'EPSG:9470', name: 'SRGI2013', proj4: onEllipsoid, unit: 'degrees' },
    { code: 'EPSG:4755', name: 'DGN95', proj4: onEllipsoid, unit: 'degrees' },
  ]
}

function webMercator(): CrsDefinition {
  const proj4 =
    '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs'
  return { code: 'EPSG:3857', name: 'WGS 84 / Pseudo-Mercator', proj4, unit: 'metres' }
}

function utmZones(series: (typeof UTM_SERIES)[number]): CrsDefinition[] {
  const [firstZone, lastZone] = series.zones
  const datum = series.datum === 'WGS 84' ? '+datum=WGS84' : '+ellps=WGS84 +towgs84=0,0,0,0,0,0,0'
  return Array.from({ length: lastZone - firstZone + 1 }, (_, index) => ({
    code: `EPSG:${series.first + index}`,
    name: `${series.datum} / UTM zone ${firstZone + index}${series.south ? 'S' : 'N'}`,
    proj4: `+proj=utm +zone=${firstZone + index}${series.south ? ' +south' : ''} ${datum} +units=m +no_defs`,
    unit: 'metres' as const,
  }))
}

/** The land registry's (BPN) grid: 3° strips named by the half of the UTM zone that they fill (46.2, 47.1, …). */
function tm3Zones(): CrsDefinition[] {
  return Array.from({ length: TM3_ZONES }, (_, index) => ({
    code: `EPSG:${TM3_FIRST_CODE + index}`,
    name: `DGN95 / Indonesia TM-3 zone ${46 + Math.floor((index + 1) / 2)}.${index % 2 === 0 ? 2 : 1}`,
    proj4:
      `+proj=tmerc +lat_0=0 +lon_0=${94.5 + 3 * index} +k=0.9999 +x_0=200000 +y_0=1500000 ` +
      '+ellps=WGS84 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs',
    unit: 'metres' as const,
  }))
}

/** Every system of the table, in no meaningful order. */
export const crsDefinitions: readonly CrsDefinition[] = [
  ...geographic(),
  webMercator(),
  ...UTM_SERIES.flatMap(utmZones),
  ...tm3Zones(),
]

const byCode = new Map(crsDefinitions.map((definition) => [definition.code, definition]))

/** The definition of 'EPSG:n' ('OGC:CRS84' and 'CRS84' are EPSG:4326 in lon/lat order), or undefined. */
export function crsDefinition(code: string): CrsDefinition | undefined {
  const upper = code.trim().toUpperCase()
  return byCode.get(upper === 'CRS84' || upper === 'OGC:CRS84' ? 'EPSG:4326' : upper)
}
