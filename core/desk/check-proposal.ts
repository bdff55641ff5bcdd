import { formatNumber, formatRupiahShort } from '../proposal/format.ts'
import type { Label, Language } from '../proposal/label.ts'
import type { LocationQuality } from '../proposal/location-quality.ts'

/** What other proposals of the same kind cost. */
export interface Peers {
  count: number
  /** Rupiah: for one unit where `unit` is given, else of the whole proposal. */
  lowerQuartile: number
  median: number
  upperQuartile: number
  unit: string | null
}

/** Another proposal of the same village and title. */
export interface Twin {
  code: string
  year: number
  /** Whether it lies at the same place, or has the same address. */
  samePlace: boolean
}

/** What a machine looks at; a reader of the store gives it. */
export interface CheckFacts {
  locationQuality: LocationQuality
  /** What was found of a place that is in doubt. */
  suggestion: { text?: Label } | null
  statedVillage: string | null
  villageName: string | null
  costRupiah: number | null
  volume: number | null
  /** In its usual spelling (core/proposal/volume.ts). */
  unit: string | null
  /** Of the same sector and unit, or of the sector where those are too few; null where there are too few of either. */
  peers: Peers | null
  twins: readonly Twin[]
  /** Of a drawn line; null of any other place. */
  drawnMetres: number | null
  /** Of a drawn area. */
  drawnSquareMetres: number | null
  /** The service that it is about, with how far the nearest facility is and may be. */
  service: string | null
  nearestFacilityMetres: number | null
  standardMetres: number | null
}

export type CheckCode =
  | 'place-conflict'
  | 'place-missing'
  | 'place-village'
  | 'cost-missing'
  | 'cost-high'
  | 'cost-low'
  | 'cost-usual'
  | 'volume-missing'
  | 'volume-drawn'
  | 'duplicate'
  | 'same-title'
  | 'within-standard'
  | 'beyond-standard'

/** `note` only tells; the others are a cause to look twice, and flag a proposal in the queue. */
export type CheckSeverity = 'error' | 'warning' | 'note'

export interface ProposalCheck {
  code: CheckCode
  severity: CheckSeverity
  label: Label
  /** Of the proposals that it is about. */
  others?: readonly string[]
}

/** How many times the upper quartile a cost may be, and how small a part of the lower one, before it is told. */
const UNUSUAL = 3
/** By which factor a quantity may differ from what was drawn. */
const DRAWN_APART = 2

/** What a machine finds about a proposal, gravest first. */
export function checkProposal(facts: CheckFacts): ProposalCheck[] {
  const found = [
    ...checkPlace(facts),
    ...checkCost(facts),
    ...checkVolume(facts),
    ...checkTwins(facts),
    ...checkStandard(facts),
  ]
  return found.sort((one, other) => RANK[one.severity] - RANK[other.severity])
}

const RANK: Readonly<Record<CheckSeverity, number>> = { error: 0, warning: 1, note: 2 }

export function isFlagged(checks: readonly ProposalCheck[]): boolean {
  return checks.some(({ severity }) => severity !== 'note')
}

function both(text: (language: Language) => string): Label {
  return { id: text('id'), en: text('en') }
}

function checkPlace({
  locationQuality,
  suggestion,
  statedVillage,
  villageName,
}: CheckFacts): ProposalCheck[] {
  if (locationQuality === 'conflict') {
    const stated = statedVillage ?? villageName ?? '–'
    const label = suggestion?.text ?? {
      id: `Titiknya tidak di desa yang disebut (${stated})`,
      en: `Its point does not lie in the village that it names (${stated})`,
    }
    return [{ code: 'place-conflict', severity: 'error', label }]
  }
  if (locationQuality === 'none')
    return [
      {
        code: 'place-missing',
        severity: 'warning',
        label: { id: 'Tanpa lokasi: desa pun tidak dikenali', en: 'No place: not even its village is known' },
      },
    ]
  if (locationQuality === 'area')
    return [
      {
        code: 'place-village',
        severity: 'note',
        label: { id: 'Lokasi hanya sampai desa', en: 'Its place is known to the village only' },
      },
    ]
  return []
}

function checkCost({ costRupiah, volume, peers }: CheckFacts): ProposalCheck[] {
  if (costRupiah === null || costRupiah === 0)
    return [
      {
        code: 'cost-missing',
        severity: 'warning',
        label: { id: 'Biaya tidak disebut', en: 'No cost is stated' },
      },
    ]
  if (!peers) return []
  const { lowerQuartile, median, upperQuartile, unit, count } = peers
  const cost = unit !== null && volume ? costRupiah / volume : costRupiah
  const isHigh = cost > upperQuartile * UNUSUAL
  const isLow = cost < lowerQuartile / UNUSUAL
  const label = both((language) => {
    const money = (rupiah: number) => formatRupiahShort(rupiah, language)
    const per = unit === null ? '' : `/${unit}`
    const range = `${money(lowerQuartile)}–${money(upperQuartile)}${per}`
    const own = `${money(cost)}${per}`
    return language === 'id'
      ? `${own}; ${count} usulan sejenis biasanya ${range} (median ${money(median)})`
      : `${own}; ${count} proposals of its kind usually ${range} (median ${money(median)})`
  })
  if (!isHigh && !isLow) return [{ code: 'cost-usual', severity: 'note', label }]
  const times = isHigh ? cost / median : median / cost
  const head = both((language) => {
    const by = formatNumber(times, language, times < 10 ? 1 : 0)
    if (language === 'id') return isHigh ? `Biaya ${by} kali median` : `Biaya hanya 1/${by} median`
    return isHigh ? `Cost is ${by} times the median` : `Cost is 1/${by} of the median`
  })
  return [
    {
      code: isHigh ? 'cost-high' : 'cost-low',
      severity: 'warning',
      label: both((language) => `${head[language]}: ${label[language]}`),
    },
  ]
}

/** How much of a unit a drawing has, by the unit's name; metres and square metres. */
const DRAWN: Readonly<Record<string, { of: 'drawnMetres' | 'drawnSquareMetres'; size: number }>> = {
  m: { of: 'drawnMetres', size: 1 },
  km: { of: 'drawnMetres', size: 1000 },
  m2: { of: 'drawnSquareMetres', size: 1 },
  ha: { of: 'drawnSquareMetres', size: 10_000 },
}

function checkVolume(facts: CheckFacts): ProposalCheck[] {
  const { volume, unit } = facts
  if (volume === null || volume === 0)
    return [
      {
        code: 'volume-missing',
        severity: 'note',
        label: { id: 'Volume tidak disebut', en: 'No quantity is stated' },
      },
    ]
  const measure = unit !== null && Object.hasOwn(DRAWN, unit) ? DRAWN[unit] : undefined
  const metres = measure ? facts[measure.of] : null
  if (!measure || metres === null || metres <= 0) return []
  const drawn = metres / measure.size
  if (Math.max(drawn / volume, volume / drawn) <= DRAWN_APART) return []
  const label = both((language) => {
    const say = (value: number) => `${formatNumber(value, language, value < 10 ? 2 : 0)} ${unit}`
    return language === 'id'
      ? `Volume ${say(volume)}, tetapi yang digambar ${say(drawn)}`
      : `Quantity ${say(volume)}, but ${say(drawn)} is drawn`
  })
  return [{ code: 'volume-drawn', severity: 'warning', label }]
}

function checkTwins({ twins }: CheckFacts): ProposalCheck[] {
  const near = twins.filter(({ samePlace }) => samePlace)
  const others = (near.length > 0 ? near : twins).map(({ code }) => code)
  if (others.length === 0) return []
  const codes = others.slice(0, 3).join(', ')
  if (near.length > 0)
    return [
      {
        code: 'duplicate',
        severity: 'warning',
        label: {
          id: `Mungkin ganda: judul, desa, dan tempatnya sama dengan ${codes}`,
          en: `Perhaps entered twice: same title, village and place as ${codes}`,
        },
        others,
      },
    ]
  return [
    {
      code: 'same-title',
      severity: 'note',
      label: {
        id: `${others.length} usulan lain di desa ini berjudul sama: ${codes}`,
        en: `${others.length} others of this village have the same title: ${codes}`,
      },
      others,
    },
  ]
}

function checkStandard({ service, nearestFacilityMetres, standardMetres }: CheckFacts): ProposalCheck[] {
  if (service === null || nearestFacilityMetres === null || standardMetres === null) return []
  const isBeyond = nearestFacilityMetres > standardMetres
  const label = both((language) => {
    const km = (metres: number) => `${formatNumber(metres / 1000, language, 1)} km`
    const [far, standard] = [km(nearestFacilityMetres), km(standardMetres)]
    if (language === 'id')
      return `${service} terdekat ${far}, ${isBeyond ? 'di luar' : 'dalam'} standar ${standard}`
    return `Nearest ${service} ${far}, ${isBeyond ? 'beyond' : 'within'} the standard of ${standard}`
  })
  return [{ code: isBeyond ? 'beyond-standard' : 'within-standard', severity: 'note', label }]
}
