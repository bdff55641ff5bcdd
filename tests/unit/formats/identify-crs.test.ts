import { describe, expect, it } from 'vitest'
import { identifyCrs } from '../../../server/ingest/crs/identify-crs.ts'
import { UnknownCrs } from '../../../server/ingest/crs/unknown-crs.ts'

const ESRI_GEOGCS = (name: string, datum: string) =>
  `GEOGCS["${name}",DATUM["${datum}",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
const esriTm = (geogcs: string, [east, north, meridian, scale]: number[]) =>
  `PROJCS["any name",${geogcs},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",${east}],PARAMETER["False_Northing",${north}],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`

const WGS = ESRI_GEOGCS('GCS_WGS_1984', 'D_WGS_1984')
const SRGI = ESRI_GEOGCS('GCS_SRGI2013', 'Sistem_Referensi_Geospasial_Indonesia_2013')
const DGN = ESRI_GEOGCS('GCS_DGN_1995', 'D_Datum_Geodesi_Nasional_1995')
const BATAVIA =
  'GEOGCS["GCS_Batavia",DATUM["D_Batavia",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

describe('a stated CRS', () => {
  it.each([
    ['EPSG:32749', 'EPSG:32749'],
    ['epsg:9489', 'EPSG:9489'],
    ['urn:ogc:def:crs:EPSG::23836', 'EPSG:23836'],
    ['urn:ogc:def:crs:EPSG:6.9:4326', 'EPSG:4326'],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'],
    ['http://www.opengis.net/def/crs/EPSG/0/32750', 'EPSG:32750'],
    ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', 'EPSG:4326'],
    ['http://www.opengis.net/gml/srs/epsg.xml#4755', 'EPSG:4755'],
    ['EPSG:900913', 'EPSG:3857'],
    ['CRS84', 'EPSG:4326'],
  ])('%s is %s', (statement, code) => expect(identifyCrs(statement)).toBe(code))

  it.each([
    [WGS, 'EPSG:4326'],
    [SRGI, 'EPSG:9470'],
    [DGN, 'EPSG:4755'],
    [esriTm(WGS, [500000, 10000000, 111, 0.9996]), 'EPSG:32749'],
    [esriTm(WGS, [500000, 0, 117, 0.9996]), 'EPSG:32650'],
    [esriTm(SRGI, [500000, 10000000, 141, 0.9996]), 'EPSG:9494'],
    [esriTm(DGN, [200000, 1500000, 112.5, 0.9999]), 'EPSG:23836'],
    [esriTm(DGN, [500000, 10000000, 99, 0.9996]), 'EPSG:23877'],
  ])('an ESRI .prj without codes is known by its parameters: %#', (prj, code) =>
    expect(identifyCrs(prj)).toBe(code),
  )

  it('goes by the parameters where they contradict the code that the WKT claims', () => {
    const claimed = esriTm(WGS, [500000, 0, 111, 0.9996]).replace(/]$/, ',AUTHORITY["EPSG","32749"]]')
    expect(identifyCrs(claimed)).toBe('EPSG:32649')
  })

  it('reads WKT 2 and takes the horizontal part of a compound system', () => {
    const wkt2 =
      'PROJCRS["x",BASEGEOGCRS["SRGI2013",DATUM["Sistem Referensi Geospasial Indonesia 2013",ELLIPSOID["WGS 84",6378137,298.257223563]]],CONVERSION["u",METHOD["Transverse Mercator"],PARAMETER["Latitude of natural origin",0],PARAMETER["Longitude of natural origin",111],PARAMETER["Scale factor at natural origin",0.9996],PARAMETER["False easting",500000],PARAMETER["False northing",10000000]],CS[Cartesian,2],AXIS["easting",east,LENGTHUNIT["metre",1]],AXIS["northing",north,LENGTHUNIT["metre",1]]]'
    expect(identifyCrs(wkt2)).toBe('EPSG:9489')
    expect(identifyCrs(`COMPOUNDCRS["c",${wkt2},VERTCRS["v"]]`)).toBe('EPSG:9489')
  })

  it('keeps the WKT of a system without a code that can be computed', () => {
    const local = esriTm(WGS, [300000, 0, 112.25, 1])
    expect(identifyCrs(local)).toBe(local)
  })

  it('refuses an old datum whose shift to WGS 84 is not stated, rather than ignoring the shift', () => {
    expect(() => identifyCrs(BATAVIA)).toThrow(/known shift to WGS 84.*Batavia/)
    const shifted = BATAVIA.replace('299.1528128]', '299.1528128],TOWGS84[-377,681,-50,0,0,0,0]')
    expect(identifyCrs(shifted)).toBe(shifted)
  })

  it.each(['EPSG:2', 'foo', '', 'PROJCS[', 'LOCAL_CS["paper"]', '+proj=nonsense', `${'A['.repeat(100)}`])(
    'says that %j is unknown',
    (statement) => expect(() => identifyCrs(statement)).toThrow(UnknownCrs),
  )
})
