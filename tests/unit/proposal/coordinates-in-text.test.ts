import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Envelope } from '../../../core/geo/envelope.ts'
import { findCoordinates } from '../../../core/proposal/coordinates-in-text.ts'

const SOUTHERN: Envelope = [111.2, -3.6, 112.2, -1.4]
const LAT = -2.676389
const LON = 111.636389

const SAME_PLACE: [string, string][] = [
  ['-2.676389, 111.636389', 'decimal'],
  ['Jl. Poros RT 07 RW 02 Raja -2.676389, 111.636389', 'decimal'],
  ['-2.676389,111.636389', 'decimal'],
  ['-2.676389 111.636389', 'decimal'],
  ['-2.676389/111.636389', 'decimal'],
  ['-2.676389 | 111.636389', 'decimal'],
  ['\u22122.676389;\u00a0111.636389', 'decimal'],
  ['111.636389, -2.676389', 'decimal'],
  ['POINT(111.636389 -2.676389)', 'decimal'],
  ['Sabuai Timur -2.676389, 111.636389', 'decimal'],
  ['Blok T -2.676389, 111.636389', 'decimal'],
  ['-2,676389; 111,636389', 'decimal-comma'],
  ['-2,676389, 111,636389', 'decimal-comma'],
  ['-2,676389,111,636389', 'decimal-comma'],
  ['-2,676389 dan 111,636389', 'decimal-comma'],
  ['[111.636389, -2.676389]', 'bracketed'],
  ['(Lat: -2.676389 Long: 111.636389)', 'labelled'],
  ['Latitude -2.676389, Longitude 111.636389', 'labelled'],
  ['long=111.636389 lat=-2.676389', 'labelled'],
  ['{"lat":-2.676389,"lng":111.636389}', 'labelled'],
  ['Lat/Long: -2.676389, 111.636389', 'labelled'],
  ['(Long, Lat) 111.636389, -2.676389', 'labelled'],
  ['Koordinat (X,Y): 111.636389, -2.676389', 'labelled'],
  ['X: 111,636389 Y: -2,676389', 'labelled'],
  ['garis lintang -2,676389 dan garis bujur 111,636389', 'labelled'],
  ['Koordinat LS 2.676389 BT 111.636389', 'hemisphere'],
  ['2.676389 LS, 111.636389 BT', 'hemisphere'],
  ['2,676389°LS; 111,636389°BT', 'hemisphere'],
  ['S 2.676389 E 111.636389', 'hemisphere'],
  ['S2.676389 E111.636389', 'hemisphere'],
  ['2.676389 S, 111.636389 T', 'hemisphere'],
  ['Lintang Selatan 2,676389 Bujur Timur 111,636389', 'hemisphere'],
  ['Lintang: 2,676389 S Bujur: 111,636389 T', 'hemisphere'],
  ['LS/BT: 2.676389, 111.636389', 'hemisphere'],
  ['2°40\'35" LS 111°38\'11" BT', 'dms'],
  ['2°40\'35"S111°38\'11"E', 'dms'],
  ['2º 40’ 35,0” LS dan 111º 38’ 11,0” BT', 'dms'],
  ['2°40′35″S, 111°38′11″E', 'dms'],
  ["2°40'35''LS 111°38'11''BT", 'dms'],
  ['S 02°40\'35" E 111°38\'11"', 'dms'],
  ['Latitude: 2°40\'35"S, Longitude: 111°38\'11"E', 'dms'],
  ['-2°40\'35", 111°38\'11"', 'dms'],
  ['2Â°40\'35" S, 111Â°38\'11" E', 'dms'],
  ['2o40\'35" LS 111o38\'11" BT', 'dms'],
  ['2 40\'35" LS 111 38\'11" BT', 'dms'],
  ['02 40 35 LS 111 38 11 BT', 'dms'],
  ['2-40-35 LS, 111-38-11 BT', 'dms'],
  ['02.40.35 LS 111.38.11 BT', 'dms'],
  ['S 2:40:35 E 111:38:11', 'dms'],
  ['2d40m35s S 111d38m11s E', 'dms'],
  ['2 derajat 40 menit 35 detik lintang selatan, 111 derajat 38 menit 11 detik bujur timur', 'dms'],
  ["2°40.58334' S 111°38.18334' E", 'dm'],
  ['S=02°40.58334 E=111°38.18334', 'dm'],
  ['LS.2.676389 BT.111.636389', 'hemisphere'],
  ['s -2.676389 e 111.636389', 'hemisphere'],
  ['Jl. Merdeka No.5, -2.676389, 111.636389', 'decimal'],
  ['Jl. Poros KM 12,5 -2.676389, 111.636389', 'decimal'],
  ['volume 3 x 200 m, -2.676389, 111.636389 Rp 150.000.000', 'decimal'],
  ['https://goo.gl/maps/abc (-2.676389, 111.636389)', 'decimal'],
  ['https://www.google.com/maps/@-2.676389,111.636389,17z', 'map-link'],
  ['https://maps.google.com/?q=-2.676389,111.636389 RT 05', 'map-link'],
  ['https://maps.google.com/?q=-2.676389%2C111.636389', 'map-link'],
  ['https://maps.google.com/?q=loc:-2.676389,111.636389', 'map-link'],
  ['https://maps.google.com/?q=-2.676389, 111.636389', 'map-link'],
  ['google.com/maps/search/-2.676389,+111.636389', 'map-link'],
  ['https://www.google.com/maps/place/X/@-2.9,111.9,17z/data=!3m1!8m2!3d-2.676389!4d111.636389', 'map-link'],
  ["https://www.google.com/maps/place/2%C2%B040'35.0%22S+111%C2%B038'11.0%22E/@-2.9,111.9,17z", 'map-link'],
  ['https://www.openstreetmap.org/#map=17/-2.676389/111.636389', 'map-link'],
  ['https://www.openstreetmap.org/?mlat=-2.676389&mlon=111.636389#map=12/-2.9/111.9', 'map-link'],
  ['https://waze.com/ul?ll=-2.676389,111.636389&navigate=yes', 'map-link'],
  ['https://yandex.com/maps/?ll=111.636389,-2.676389&z=12', 'map-link'],
  ['https://www.bing.com/maps?cp=-2.676389~111.636389&lvl=15', 'map-link'],
  ['geo:-2.676389,111.636389;u=35', 'geo-uri'],
  ['geo:0,0?q=-2.676389,111.636389(Balai)', 'geo-uri'],
]

const NO_PLACE = [
  'RT 05 RW 03',
  'RT.05/RW.03 No. 12',
  'Jl. A. Yani Gg. 2 No 11,5',
  'HP 0812-3456-7890',
  'WA 0812.3456.7890, 0813.2222.1111',
  'kode pos 74112, NIK 6201021203900001',
  'Rp 2.500.000, Rp 111.500.000',
  'biaya Rp 2.676, 111.636',
  'Rp 2,75 miliar, 111,25 juta',
  '12.02.2026, 13.02.2026',
  '12/02/2026 sampai 13/02/2026',
  'ukuran 3,50 x 200,25 m',
  'panjang 2,50 m lebar 111,25 m',
  'volume 2,575 m 111,250 m',
  'STA 2+500 s/d 111+750',
  'Km 2.575 - 111.636',
  'sub kegiatan 1.03.10.2.01.0053',
  'https://maps.app.goo.gl/XyZ12aBc',
  'https://goo.gl/maps/abc123',
  'https://example.go.id/usulan/2.676389',
  'kode plus MJPW+2G Pangkalan Bun',
  '561234, 9702345',
  '0.000000, 0.000000',
  'Lokasi terlampir',
  '2°75\'10" LS 111°38\'11" BT',
  'Lat -2.676389 Lat -2.676400',
]

describe('coordinates in an address', () => {
  test.each(SAME_PLACE)('are found in %s', (text, notation) => {
    const found = findCoordinates(text, SOUTHERN)
    expect(found).toHaveLength(1)
    expect(found[0]!.lat).toBeCloseTo(LAT, 5)
    expect(found[0]!.lon).toBeCloseTo(LON, 5)
    expect(found[0]!.notation).toBe(notation)
    expect(found[0]!.repair).toBeUndefined()
    expect(text.slice(found[0]!.span.start, found[0]!.span.end)).toBe(found[0]!.span.text)
  })

  test.each(NO_PLACE)('are not imagined in %s', (text) => {
    expect(findCoordinates(text, SOUTHERN)).toEqual([])
    expect(findCoordinates(text)).toEqual([])
  })

  test.each([
    '49S 564234 mE 9704345 mN',
    'UTM zona 49S X: 564.234 Y: 9.704.345',
    'X=564234 Y=9704345 (UTM 49S)',
    'zona 49 Y: 9704345, X: 564234',
    '49M 9704345 564234',
  ])('are converted from UTM with its zone in %s', (text) => {
    const [found] = findCoordinates(text, SOUTHERN)
    expect(found!.notation).toBe('utm')
    expect(found!.lat).toBeCloseTo(-2.67472, 4)
    expect(found!.lon).toBeCloseTo(111.57787, 4)
  })

  test('are all found when a road is given from one end to the other', () => {
    const found = findCoordinates('awal -2.676389,111.636389 akhir: -2.680011, 111.640022', SOUTHERN)
    expect(found.map(({ lat }) => lat)).toEqual([-2.676389, -2.680011])
  })

  test('say whether the axes were stated or assumed', () => {
    expect(findCoordinates('LS 2.676389 BT 111.636389')[0]!.axis).toBe('stated')
    expect(findCoordinates('-2.676389, 111.636389')[0]!.axis).toBe('assumed')
  })
})

describe('a slip in the coordinates', () => {
  test.each([
    ['2.676389, 111.636389', 'sign'],
    ['- 2.676389, 111.636389', 'sign'],
    ['-2.676389, -111.636389', 'sign'],
    ['2.676389, -111.636389', 'sign'],
    ['LU 2.676389 BT 111.636389', 'sign'],
    ['N -2.676389 E 111.636389', 'sign'],
    ['2°40\'35" 111°38\'11"', 'sign'],
    ['Lat 111.636389 Long -2.676389', 'swap'],
    ['https://www.google.com/maps/@111.636389,-2.676389,17z', 'swap'],
    ['Lat 111.636389 Long 2.676389', 'swap-and-sign'],
    ['-2676389, 111636389', 'decimal-mark'],
    ['-2.676.389; 111.636.389', 'decimal-mark'],
  ])('in %s is kept as written, with a repair by %s', (text, kind) => {
    const [found] = findCoordinates(text, SOUTHERN)
    expect(found!.repair!.kind).toBe(kind)
    expect(found!.repair!.lat).toBeCloseTo(LAT, 5)
    expect(found!.repair!.lon).toBeCloseTo(LON, 5)
    expect([found!.lat, found!.lon]).not.toEqual([found!.repair!.lat, found!.repair!.lon])
  })

  test('is not suggested where a positive latitude is right', () => {
    const [found] = findCoordinates('2.676389, 98.636389', [98, 2, 99, 3])
    expect(found).toMatchObject({ lat: 2.676389, lon: 98.636389 })
    expect(found!.repair).toBeUndefined()
  })

  test('is not suggested when nothing brings the point into the district', () => {
    expect(findCoordinates('-7.250000, 112.750000', SOUTHERN)[0]).not.toHaveProperty('repair')
  })
})

const lat = fc.integer({ min: -3_500_000, max: -1_500_000 }).map((n) => n / 1e6)
const lon = fc.integer({ min: 111_210_000, max: 112_190_000 }).map((n) => n / 1e6)

function dms(degrees: number): string {
  const tenths = Math.round(Math.abs(degrees) * 36000)
  return `${Math.floor(tenths / 36000)}°${Math.floor(tenths / 600) % 60}'${(tenths % 600) / 10}"`
}

describe('any position', () => {
  test('comes back from every way of writing it', () => {
    const ways: ((y: number, x: number) => string)[] = [
      (y, x) => `${y.toFixed(6)}, ${x.toFixed(6)}`,
      (y, x) => `${y.toFixed(6)}; ${x.toFixed(6)}`.replaceAll('.', ','),
      (y, x) => `[${x.toFixed(6)}, ${y.toFixed(6)}]`,
      (y, x) => `LS ${(-y).toFixed(6)} BT ${x.toFixed(6)}`,
      (y, x) => `Lat: ${y.toFixed(6)} Long: ${x.toFixed(6)}`,
      (y, x) => `https://www.google.com/maps/@${y.toFixed(6)},${x.toFixed(6)},17z`,
    ]
    fc.assert(
      fc.property(lat, lon, fc.constantFrom(...ways), (y, x, write) => {
        const [found] = findCoordinates(`RT 03 RW 04 ${write(y, x)}`, SOUTHERN)
        expect(found).toMatchObject({ lat: y, lon: x })
      }),
    )
  })

  test('comes back from degrees, minutes and seconds within a twentieth of a second', () => {
    fc.assert(
      fc.property(lat, lon, (y, x) => {
        const [found] = findCoordinates(`${dms(y)} LS ${dms(x)} BT`, SOUTHERN)
        expect(Math.abs(found!.lat - y)).toBeLessThan(0.06 / 3600)
        expect(Math.abs(found!.lon - x)).toBeLessThan(0.06 / 3600)
      }),
    )
  })

  test('is never made of text that no reading allows, and no text breaks the reader', () => {
    const piece = fc.constantFrom(
      '-2.5',
      '111,6',
      '°',
      "'",
      '"',
      'LS',
      'BT',
      ' ',
      ',',
      ';',
      'Rp',
      '9.702.345',
      '49S',
      'http://',
      '%',
      '@',
      'x',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        (text) => {
          for (const { lon, lat, span } of findCoordinates(text, SOUTHERN)) {
            expect(Number.isFinite(lon) && Number.isFinite(lat)).toBe(true)
            expect(span.text).toBe(text.slice(span.start, span.end))
          }
        },
      ),
    )
  })
})
