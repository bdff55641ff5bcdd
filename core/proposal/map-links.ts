import { findAnglePairs } from './angle-pairs.ts'
import type { CoordinateCandidate, CoordinateNotation } from './coordinate-candidate.ts'
import { plainCoordinateText } from './coordinate-text.ts'

/** A web address or geo: URI in the text, with its position when it carries one (short links do not). */
export interface FoundLink {
  start: number
  end: number
  candidate: CoordinateCandidate | null
}

const LINK =
  /(?:https?:\/\/|www\.|(?:maps\.|www\.)?google\.[a-z.]{2,6}\/maps|maps\.(?:google|app)\.|goo\.gl\/|(?:www\.)?(?:openstreetmap|osm)\.org\/|(?:www\.)?waze\.com\/|ul\.waze)[^\s<>]*(?:(?<=\d,)\s+-?\d{1,3}\.\d+)?/gi
const GEO_URI = /geo:[^\s<>]+/gi

const N = String.raw`([+-]?\d{1,3}(?:\.\d+)?)`
const COMMA = String.raw`\s*[,~]\s*`
/** In order of trust: a pin, what was searched for or marked, then the middle of the view. */
const LAT_LON_FORMS: readonly RegExp[] = [
  new RegExp(`.*!3d${N}!4d${N}`),
  new RegExp(
    `[?&#;](?:q|query|destination|daddr|markers|center|cbll|viewpoint|pin|point|ll|sll|cp|saddr|origin)=(?:loc:|point:|[^&]*?[:@|])?\\s*${N}${COMMA}${N}`,
    'i',
  ),
  new RegExp(`[?&]m?lat(?:itude)?=${N}&(?:[^&]*&)*?m?l(?:on|ng|ongitude)=${N}`, 'i'),
  new RegExp(`/(?:place|search|dir|l|maps)/+${N}${COMMA}${N}`, 'i'),
  new RegExp(`[/.]ll\\.${N}${COMMA}${N}`, 'i'),
  new RegExp(`#map=[\\d.]+/${N}/${N}`, 'i'),
  new RegExp(`@${N}${COMMA}${N}`),
  new RegExp(`[?&]map=${N}${COMMA}${N}`, 'i'),
]
const LON_LAT_FORMS: readonly RegExp[] = [new RegExp(`!2d${N}!3d${N}`)]
const YANDEX = new RegExp(`yandex\\.[^?]*\\?.*?(?:ll|pt)=${N}${COMMA}${N}`, 'i')
const GEO_POSITION = new RegExp(`^geo:${N},${N}`, 'i')
const GEO_QUERY = new RegExp(`[?&]q=${N},${N}`, 'i')

/** Finds map links (Google, OpenStreetMap, Waze, Apple, Bing, Yandex …) and geo: URIs (RFC 5870); order lat, lon as each states. */
export function findMapLinks(text: string): FoundLink[] {
  const links = [...text.matchAll(LINK)].map((match) => foundLink(match, 'map-link'))
  const uris = [...text.matchAll(GEO_URI)].map((match) => foundLink(match, 'geo-uri'))
  return [...links, ...uris].sort((a, b) => a.start - b.start)
}

function foundLink(match: RegExpExecArray, notation: CoordinateNotation): FoundLink {
  const span = { start: match.index, end: match.index + match[0].length, text: match[0] }
  const address = decoded(match[0])
  const position = notation === 'geo-uri' ? geoPosition(address) : linkPosition(address)
  const candidate: CoordinateCandidate | null = position && { ...position, notation, axis: 'stated', span }
  return { start: span.start, end: span.end, candidate }
}

interface Position {
  lon: number
  lat: number
}

function linkPosition(address: string): Position | null {
  const yandex = numbers(YANDEX.exec(address))
  if (yandex) return { lon: yandex[0], lat: yandex[1] }
  for (const form of LAT_LON_FORMS.slice(0, 1)) {
    const pin = numbers(form.exec(address))
    if (pin) return { lat: pin[0], lon: pin[1] }
  }
  const written = findAnglePairs(plainCoordinateText(address)).find(({ notation }) => notation === 'dms')
  if (written) return { lon: written.lon, lat: written.lat }
  for (const form of LAT_LON_FORMS.slice(1)) {
    const found = numbers(form.exec(address))
    if (found) return { lat: found[0], lon: found[1] }
  }
  for (const form of LON_LAT_FORMS) {
    const found = numbers(form.exec(address))
    if (found) return { lon: found[0], lat: found[1] }
  }
  return null
}

function geoPosition(address: string): Position | null {
  const found = numbers(GEO_POSITION.exec(address)) ?? numbers(GEO_QUERY.exec(address))
  return found && { lat: found[0], lon: found[1] }
}

/** The two numbers of a match; null for 0,0, which links carry when they have no position. */
function numbers(match: RegExpExecArray | null): [number, number] | null {
  if (!match?.[1] || !match[2]) return null
  const pair: [number, number] = [Number(match[1]), Number(match[2])]
  return pair[0] === 0 && pair[1] === 0 ? null : pair
}

function decoded(address: string): string {
  const spaced = address.replace(/\+(?=[\s\d-])/g, ' ').replace(/(?<=["'SNLU])\+/g, ' ')
  try {
    return decodeURIComponent(spaced)
  } catch (error) {
    // A stray "%" is no reason to lose the link: it is read as it stands.
    if (error instanceof URIError) return spaced
    throw error
  }
}
