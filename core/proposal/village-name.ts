import { comparableName, plainName } from './area-name.ts'
import { editDistance } from './edit-distance.ts'

export interface NamedArea {
  code: string
  name: string
  level: 'village' | 'district'
  parentCode: string | null
}

export interface AreaMatch {
  code: string
  /** `exact` but for case and punctuation, `normalised` by titles, abbreviations and spaces, `spelling` by few letters. */
  how: 'exact' | 'normalised' | 'spelling'
  /** Letters inserted, left out, replaced or swapped with their neighbour. */
  distance: number
}

export interface VillageMatch {
  village: AreaMatch | null
  district: AreaMatch | null
  /** Why there is no village: nothing stated, no name near enough, or several equally near (`candidates`). */
  reason: 'empty' | 'unknown' | 'ambiguous' | 'other-district' | null
  /** Villages that could be meant, nearest first, at most five; for `other-district` those of that name elsewhere. */
  candidates: AreaMatch[]
}

export interface StatedPlace {
  village: string
  district: string
}

interface Entry {
  area: NamedArea
  plain: string
  comparable: string
}

const MOST_CANDIDATES = 5

/**
 * Matches stated village names within the stated district, which is itself matched the same way. Without a usable
 * district the whole regency is searched, and a name that occurs twice there is ambiguous.
 */
export function makeVillageMatcher(areas: readonly NamedArea[]): (stated: StatedPlace) => VillageMatch {
  const entries = areas.map((area) => ({
    area,
    plain: plainName(area.name),
    comparable: comparableName(area.name),
  }))
  const districts = entries.filter(({ area }) => area.level === 'district')
  const villages = entries.filter(({ area }) => area.level === 'village')
  const within = Map.groupBy(villages, ({ area }) => area.parentCode ?? '')
  const districtOf = new Map(villages.map(({ area }) => [area.code, area.parentCode]))

  return ({ village, district }) => {
    const found = bestMatch(district, districts)
    const stated = 'match' in found ? found.match : null
    const inDistrict = bestMatch(village, stated ? (within.get(stated.code) ?? []) : villages)
    if ('match' in inDistrict) {
      const parent = districtOf.get(inDistrict.match.code)
      const derived: AreaMatch | null = parent ? { code: parent, how: 'exact', distance: 0 } : null
      return { village: inDistrict.match, district: stated ?? derived, reason: null, candidates: [] }
    }
    const missed = {
      village: null,
      district: stated,
      reason: inDistrict.reason,
      candidates: inDistrict.candidates,
    }
    if (!stated || inDistrict.reason !== 'unknown') return missed
    const elsewhere = sameName(village, villages)
    return elsewhere.length > 0 ? { ...missed, reason: 'other-district', candidates: elsewhere } : missed
  }
}

type Search = { match: AreaMatch } | { reason: 'empty' | 'unknown' | 'ambiguous'; candidates: AreaMatch[] }

function bestMatch(stated: string, entries: readonly Entry[]): Search {
  const plain = plainName(stated)
  const comparable = comparableName(stated)
  if (comparable === '') return { reason: 'empty', candidates: [] }
  const code = /^\d{2}(?:\.\d{2,4}){1,3}/.exec(stated.trim())?.[0]
  const byCode = code && entries.find(({ area }) => area.code === code)
  if (byCode) return { match: { code: byCode.area.code, how: 'exact', distance: 0 } }
  for (const same of [
    entries.filter((entry) => entry.plain === plain),
    entries.filter((entry) => entry.comparable === comparable),
  ]) {
    const how = same[0]?.plain === plain ? 'exact' : 'normalised'
    const matches = same.map(({ area }): AreaMatch => ({ code: area.code, how, distance: 0 }))
    if (matches.length > 1) return { reason: 'ambiguous', candidates: matches.slice(0, MOST_CANDIDATES) }
    if (matches[0]) return { match: matches[0] }
  }
  return bySpelling(comparable, entries)
}

/** The nearest spelling, if it is near for its length and the second nearest is at least twice as far. */
function bySpelling(stated: string, entries: readonly Entry[]): Search {
  const near: AreaMatch[] = []
  for (const { area, comparable } of entries) {
    if (digitsOf(comparable) !== digitsOf(stated)) continue
    const most = mostMistakes(Math.max(stated.length, comparable.length))
    // Looked for to twice the bound, since a rival beyond the bound can still make the nearest one doubtful.
    const distance = editDistance(stated, comparable, 2 * most)
    if (distance <= 2 * most) near.push({ code: area.code, how: 'spelling', distance })
  }
  near.sort((a, b) => a.distance - b.distance)
  const [best, second] = near
  const longest =
    best &&
    Math.max(stated.length, entries.find(({ area }) => area.code === best.code)?.comparable.length ?? 0)
  if (!best || best.distance > mostMistakes(longest ?? 0))
    return { reason: 'unknown', candidates: near.slice(0, MOST_CANDIDATES) }
  if (second && second.distance < 2 * best.distance)
    return { reason: 'ambiguous', candidates: near.slice(0, MOST_CANDIDATES) }
  return { match: best }
}

/** Mistakes that still leave a name of this many letters recognisable: none below 4, then 1, from 8 on 2, from 14 on 3. */
function mostMistakes(length: number): number {
  if (length < 4) return 0
  if (length < 8) return 1
  return length < 14 ? 2 : 3
}

/** Numbers in names are no misspellings of one another: "Pangkalan 1" is not "Pangkalan 3". */
function digitsOf(name: string): string {
  return name.replace(/\D/g, '')
}

function sameName(stated: string, villages: readonly Entry[]): AreaMatch[] {
  const comparable = comparableName(stated)
  return villages
    .filter((entry) => entry.comparable === comparable)
    .slice(0, MOST_CANDIDATES)
    .map(({ area }) => ({ code: area.code, how: 'normalised', distance: 0 }))
}
