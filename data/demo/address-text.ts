import { FRAME, type Point, toLonLat } from './frame.ts'
import type { Random } from './random.ts'

/** Ways in which offices write a position into the address; latitudes are southern, longitudes eastern. */
type Notation = (lon: number, lat: number, at: Point) => string

const comma = (value: number, digits: number) => value.toFixed(digits).replace('.', ',')

function dms(degrees: number, mark: 'point' | 'comma'): string {
  const tenths = Math.round(Math.abs(degrees) * 36_000)
  const seconds = ((tenths % 600) / 10).toFixed(1)
  const text = mark === 'comma' ? seconds.replace('.', ',') : seconds
  return `${Math.floor(tenths / 36_000)}°${Math.floor((tenths % 36_000) / 600)}'${text}"`
}

/** Each with its share. All of them tell the true place. */
const NOTATIONS: readonly (readonly [number, Notation])[] = [
  [24, (lon, lat) => `${lat.toFixed(6)}, ${lon.toFixed(6)}`],
  [9, (lon, lat) => `(Lat: ${lat.toFixed(5)} Long: ${lon.toFixed(5)})`],
  [8, (lon, lat) => `${comma(lat, 5)}; ${comma(lon, 5)}`],
  [8, (lon, lat) => `. Koordinat LS ${Math.abs(lat).toFixed(5)} BT ${lon.toFixed(5)}`],
  [7, (lon, lat) => `${dms(lat, 'comma')} LS ${dms(lon, 'comma')} BT`],
  [6, (lon, lat) => `${dms(lat, 'point')}S ${dms(lon, 'point')}E`],
  [8, (lon, lat) => `https://maps.google.com/?q=${lat.toFixed(6)},${lon.toFixed(6)}`],
  [4, (lon, lat) => `https://www.google.com/maps/@${lat.toFixed(6)},${lon.toFixed(6)},17z`],
  [4, (lon, lat) => `titik koordinat: ${lon.toFixed(6)}, ${lat.toFixed(6)}`],
  [3, (lon, lat) => `Lintang ${comma(lat, 6)} Bujur ${comma(lon, 6)}`],
  [
    3,
    (_lon, _lat, at) =>
      `UTM 50S ${Math.round(FRAME.originEast + at[0])} mE ${Math.round(FRAME.originNorth + at[1])} mN`,
  ],
]

/** A position written in one of the usual notations. */
export function writePosition(at: Point, random: Random): string {
  const [lon, lat] = toLonLat(at)
  const choice = NOTATIONS[random.weighted(NOTATIONS.map(([share]) => share))]
  return (choice as (typeof NOTATIONS)[number])[1](lon, lat, at)
}

/** A position with the usual slip: the minus sign of the southern latitude lost. */
export function writeFlippedPosition(at: Point): string {
  const [lon, lat] = toLonLat(at)
  return `${Math.abs(lat).toFixed(6)}, ${lon.toFixed(6)}`
}

/** A village's name as hurried hands type it: a letter lost, doubled or swapped; never the same as given. */
export function misspell(name: string, random: Random): string {
  for (;;) {
    const at = random.int(1, name.length - 2)
    const [a, b] = [name[at]!, name[at + 1]!]
    if (a === ' ' || b === ' ') continue
    const slip = random.int(0, 2)
    const middle = slip === 0 ? b : slip === 1 ? a + a + b : b + a
    const typed = name.slice(0, at) + middle + name.slice(at + 2)
    if (typed !== name) return typed
  }
}

export function writeMoney(rupiah: number, random: Random): string {
  const dotted = String(rupiah).replace(/\B(?=(\d{3})+$)/g, '.')
  return random.pick([
    String(rupiah),
    dotted,
    `Rp${dotted}`,
    `Rp ${dotted}`,
    `Rp. ${dotted},00`,
    `Rp ${dotted},-`,
  ])
}
