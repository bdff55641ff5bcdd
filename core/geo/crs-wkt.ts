import type { CrsDefinition } from './crs-definitions.ts'

/** OGC 01-009 (WKT 1, with codes) as GeoPackage has it, or the dialect of Esri as beside shapefiles. */
export type WktDialect = 'ogc' | 'esri'

interface Datum {
  geographicCode: number
  datumCode: number
  names: Record<WktDialect, { system: string; datum: string }>
}

const DATUMS: Record<'WGS 84' | 'SRGI2013' | 'DGN95', Datum> = {
  'WGS 84': {
    geographicCode: 4326,
    datumCode: 6326,
    names: {
      ogc: { system: 'WGS 84', datum: 'WGS_1984' },
      esri: { system: 'GCS_WGS_1984', datum: 'D_WGS_1984' },
    },
  },
  SRGI2013: {
    geographicCode: 9470,
    datumCode: 1293,
    names: {
      ogc: { system: 'SRGI2013', datum: 'Sistem_Referensi_Geospasial_Indonesia_2013' },
      esri: { system: 'GCS_SRGI2013', datum: 'Sistem_Referensi_Geospasial_Indonesia_2013' },
    },
  },
  DGN95: {
    geographicCode: 4755,
    datumCode: 6755,
    names: {
      ogc: { system: 'DGN95', datum: 'Datum_Geodesi_Nasional_1995' },
      esri: { system: 'GCS_DGN_1995', datum: 'D_Datum_Geodesi_Nasional_1995' },
    },
  },
}

/** A system of our table as well-known text. */
export function crsWkt(definition: CrsDefinition, dialect: WktDialect): string {
  const { code, name, unit, proj4 } = definition
  const base = geographic(datumOf(name), dialect)
  if (unit === 'degrees') return base
  const authority = dialect === 'ogc' ? `,${authorityOf(code)}` : ''
  if (code === 'EPSG:3857') return webMercator(base, proj4, dialect)
  const system = dialect === 'ogc' ? name : esriName(name)
  const parameters = transverseMercator(proj4)
    .map(([key, value]) => `PARAMETER["${dialect === 'ogc' ? key : esriCase(key)}",${value}]`)
    .join(',')
  return `PROJCS["${system}",${base},PROJECTION["Transverse_Mercator"],${parameters},${metre(dialect)}${axes(dialect)}${authority}]`
}

function datumOf(name: string): Datum {
  const [key] = name.split(' / ') as [keyof typeof DATUMS]
  return DATUMS[key] ?? DATUMS['WGS 84']
}

function geographic({ geographicCode, datumCode, names }: Datum, dialect: WktDialect): string {
  const { system, datum } = names[dialect]
  if (dialect === 'esri')
    return `GEOGCS["${system}",DATUM["${datum}",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
  return `GEOGCS["${system}",DATUM["${datum}",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","${datumCode}"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","${geographicCode}"]]`
}

function webMercator(base: string, proj4: string, dialect: WktDialect): string {
  if (dialect === 'esri')
    return `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${base},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]`
  const extension = `EXTENSION["PROJ4","${proj4.replace('+no_defs', '+wktext +no_defs')}"]`
  return `PROJCS["WGS 84 / Pseudo-Mercator",${base},PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],${metre(dialect)}${axes(dialect)},${extension},AUTHORITY["EPSG","3857"]]`
}

/** The projection's parameters (EPSG guidance note 7-2, 3.5.3) from the proj4 string of a UTM or TM-3 zone. */
function transverseMercator(proj4: string): [string, number][] {
  const zone = Number(/\+zone=(\d+)/.exec(proj4)?.[1] ?? Number.NaN)
  const value = (name: string, utm: number) =>
    Number.isNaN(zone) ? Number(new RegExp(`\\+${name}=(\\S+)`).exec(proj4)?.[1]) : utm
  return [
    ['latitude_of_origin', 0],
    ['central_meridian', value('lon_0', zone * 6 - 183)],
    ['scale_factor', value('k', 0.9996)],
    ['false_easting', value('x_0', 500_000)],
    ['false_northing', value('y_0', proj4.includes('+south') ? 10_000_000 : 0)],
  ]
}

function metre(dialect: WktDialect): string {
  return dialect === 'ogc' ? 'UNIT["metre",1,AUTHORITY["EPSG","9001"]]' : 'UNIT["Meter",1.0]'
}

function axes(dialect: WktDialect): string {
  return dialect === 'ogc' ? ',AXIS["Easting",EAST],AXIS["Northing",NORTH]' : ''
}

function authorityOf(code: string): string {
  return `AUTHORITY["EPSG","${code.slice('EPSG:'.length)}"]`
}

/** "WGS 84 / UTM zone 49S" is WGS_1984_UTM_Zone_49S to Esri. */
function esriName(name: string): string {
  return name
    .replace('WGS 84', 'WGS 1984')
    .replace('DGN95', 'DGN 1995')
    .replace(' zone ', ' Zone ')
    .replaceAll(/ \/ | /g, '_')
}

function esriCase(key: string): string {
  return key.replaceAll(/(^|_)([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
}
