import { greatCircleMetres, METRES_PER_DEGREE } from '../../../core/geo/great-circle.ts'
import type { Label } from '../../../core/proposal/label.ts'
import { type Decay, type Reach, twoStepCatchment } from '../../../core/statistics/two-step-catchment.ts'
import { accessColours } from '../../../core/style/analysis-palettes.ts'
import type { CellInputRow, CellsInput } from '../../analyses/inputs/cells.ts'
import type { FacilitiesInput, FacilityRow } from '../../analyses/inputs/facilities.ts'
import type { PiecesInput } from '../../analyses/inputs/pieces.ts'
import type { ServiceStandard } from '../../analyses/inputs/service-standard.ts'
import type { VillagesInput } from '../../analyses/inputs/villages.ts'
import type { AnalysisInput, AnalysisOutput, AreaRow } from './analysis.ts'
import { type FacilitySupply, perPeople, supplyNote, supplyOf } from './facility-supply.ts'
import { impossible } from './impossible.ts'
import { classesOf } from './legends.ts'
import { figure, inBoth, metres, missingCount, parameter, people, rounded, villagesUnit } from './words.ts'

/** Weights by thirds of the catchment, of Luo & Qi (2009). */
const WEIGHTS = [1, 0.68, 0.22] as const
const PER = 10_000

const method = {
  id: 'E2SFCA (Luo & Qi 2009): tiap fasilitas (kapasitasnya bila diketahui, jika tidak 1) dibagi rata kepada penduduk dalam jarak standarnya, yang dekat berbobot lebih; akses penduduk adalah jumlah bagian itu. Jarak garis lurus dari pusat sel kebutuhan.',
  en: 'E2SFCA (Luo & Qi 2009): each facility (its capacity where it is known, else 1) is shared by the people within its standard distance, the near ones weighing more; access is the sum of those shares. Straight-line distances from the middles of need cells.',
}

interface Found {
  readonly accessOfCell: ReadonlyMap<number, number>
  readonly supply: FacilitySupply
  /** Rows of the facilities that nobody reaches. */
  readonly unreached: readonly number[]
  readonly cells: number
  readonly cellsWithoutPeople: number
}

/**
 * Access by need cell, and by village as the mean of its pieces by people, so that Σ people × access over villages is
 * the number, or the capacity, of the facilities that anyone reaches.
 */
export function computeAccess(input: AnalysisInput): AnalysisOutput {
  const { service } = input
  const cells = input.rows<CellsInput>('cells')
  const facilities = input.rows<FacilitiesInput>('facilities')
  const known = cells.filter(([, , , population]) => population !== null)
  if (!service || facilities.length === 0 || known.length === 0) {
    const reason = {
      id: 'Perlu fasilitas bertitik dan penduduk desa.',
      en: 'Facilities with coordinates and the population of villages are needed.',
    }
    return impossible(method, reason, { n: facilities.length, unit: { id: 'fasilitas', en: 'facilities' } })
  }
  const decay = WEIGHTS.map((weight, band) => ({
    upTo: (service.maxDistanceMetres * (band + 1)) / WEIGHTS.length,
    weight,
  }))
  const population = Float64Array.from(known, ([, , , value]) => value ?? 0)
  const supply = supplyOf(facilities)
  const { access, unreached } = twoStepCatchment(
    population,
    supply.amounts,
    pairsWithin(known, facilities, service.maxDistanceMetres),
    decay,
  )
  input.onProgress(0.8)
  const found: Found = {
    accessOfCell: new Map(known.map(([id], row) => [id, access[row] ?? 0])),
    supply,
    unreached,
    cells: known.length,
    cellsWithoutPeople: cells.length - known.length,
  }
  const areas = byVillage(input, found.accessOfCell)
  return {
    report: describe(found, { areas, service, decay }),
    areas: { [`access-${service.service}`]: areas },
    cells: {},
  }
}

/** Pairs of a cell's middle and a facility within the catchment; metres on the sphere, as in the join. */
function pairsWithin(
  cells: readonly CellInputRow[],
  facilities: readonly FacilityRow[],
  catchmentMetres: number,
): Reach[] {
  const size = (catchmentMetres / METRES_PER_DEGREE) * 1.02
  const key = ([lon, lat]: readonly [number, number, ...unknown[]]) =>
    `${Math.floor(lon / (2 * size))} ${Math.floor(lat / size)}`
  const buckets = Map.groupBy(facilities.keys(), (supply) => key(facilities[supply] ?? [0, 0]))
  const pairs: Reach[] = []
  cells.forEach(([, lon, lat], demand) => {
    for (const west of [-2 * size, 0, 2 * size]) {
      for (const south of [-size, 0, size]) {
        for (const supply of buckets.get(key([lon + west, lat + south])) ?? []) {
          const [x = 0, y = 0] = facilities[supply] ?? []
          const cost = greatCircleMetres([lon, lat], [x, y])
          if (cost <= catchmentMetres) pairs.push({ demand, supply, cost })
        }
      }
    }
  })
  return pairs
}

function byVillage(input: AnalysisInput, accessOfCell: ReadonlyMap<number, number>): AreaRow[] {
  const pieces = Map.groupBy(input.rows<PiecesInput>('pieces'), ([, village]) => village)
  return input.rows<VillagesInput>('villages').map(([, code]) => {
    let population = 0
    let reached = 0
    let without = 0
    for (const [cell, , own] of pieces.get(code) ?? []) {
      if (own === null) continue
      const access = accessOfCell.get(cell) ?? 0
      population += own
      reached += own * access
      if (access === 0) without += own
    }
    const known = population > 0
    return {
      code,
      properties: {
        population: known ? Number(population.toPrecision(12)) : null,
        access: known ? Number(((PER * reached) / population).toPrecision(12)) : null,
        without: known ? rounded(without) : null,
      },
    }
  })
}

interface Reported {
  readonly areas: readonly AreaRow[]
  readonly service: ServiceStandard
  readonly decay: Decay
}

function describe(found: Found, { areas, service, decay }: Reported): AnalysisOutput['report'] {
  const known = areas.filter(({ properties }) => properties.access !== null)
  const numbers = (name: string) => known.map(({ properties }) => Number(properties[name]))
  const population = numbers('population')
  const access = numbers('access')
  const total = population.reduce((a, b) => a + b, 0)
  const without = numbers('without').reduce((a, b) => a + b, 0)
  const given = access.reduce((sum, value, i) => sum + (value * population[i]!) / PER, 0)
  const finding = inBoth(
    (say) =>
      `${say(without)} dari ${say(total)} penduduk tidak menjangkau ${service.service} dalam ${say(service.maxDistanceMetres / 1000, 1)} km`,
    (say) =>
      `${say(without)} of ${say(total)} people reach no ${service.service} within ${say(service.maxDistanceMetres / 1000, 1)} km`,
  )
  const layer = `access-${service.service}`
  const unit = perPeople(found.supply)
  return {
    possible: true,
    method,
    finding,
    n: known.length,
    unit: villagesUnit,
    parameters: parametersOf(service, decay, found.supply),
    missing: missingOf(found, areas.length - known.length),
    warnings: [
      {
        id: `Garis lurus, bukan lewat jalan: sungai dan bukit tidak dihitung. ${supplyNote(found.supply).id}`,
        en: `Straight lines, not roads: rivers and hills are not counted. ${supplyNote(found.supply).en}`,
      },
    ],
    crs: null,
    figures: figuresOf(found, { given, total, without }),
    charts: [accessCurve({ access, population }, layer, unit)],
    layers: {
      [layer]: { legend: classesOf('access', access, accessColours, unit), finding },
    },
  }
}

/** Share of the people whose access is at most so much. */
function accessCurve(
  { access, population }: { access: readonly number[]; population: readonly number[] },
  key: string,
  unit: Label,
) {
  const order = [...access.keys()].sort((a, b) => access[a]! - access[b]!)
  const total = population.reduce((a, b) => a + b, 0)
  let before = 0
  const points = order.map((i): [number, number] => {
    before += population[i]!
    return [rounded(access[i]) ?? 0, rounded((100 * before) / total) ?? 0]
  })
  const every = Math.max(1, Math.ceil(points.length / 400))
  return {
    kind: 'lines' as const,
    key: `${key}-curve`,
    title: { id: 'Penduduk menurut akses', en: 'People by access' },
    x: { title: { id: 'Akses paling banyak', en: 'Access at most' }, unit },
    y: { title: { id: 'Bagian penduduk', en: 'Share of people' }, unit: { id: '%', en: '%' } },
    diagonal: false,
    series: [
      {
        key: 'people',
        label: { id: 'Penduduk', en: 'People' },
        points: points.filter((_, at) => at % every === 0 || at === points.length - 1),
      },
    ],
  }
}

function parametersOf({ maxDistanceMetres }: ServiceStandard, decay: Decay, supply: FacilitySupply) {
  return [
    parameter(
      'catchmentMetres',
      ['Jarak tangkapan (standar)', 'Catchment (the standard)'],
      maxDistanceMetres,
      metres,
    ),
    parameter(
      'bands',
      ['Bobot menurut jarak', 'Weights by distance'],
      inBoth(
        (say) => decay.map(({ upTo, weight }) => `≤ ${say(upTo)} m: ${say(weight, 2)}`).join('; '),
        (say) => decay.map(({ upTo, weight }) => `≤ ${say(upTo)} m: ${say(weight, 2)}`).join('; '),
      ),
    ),
    parameter(
      'supply',
      ['Nilai tiap fasilitas', 'Amount of each facility'],
      supply.isCapacity ? { id: 'kapasitasnya', en: 'its capacity' } : 1,
    ),
    parameter('distance', ['Jarak', 'Distance'], {
      id: 'garis lurus dari tengah sel kebutuhan',
      en: 'great circle, from the middles of need cells',
    }),
  ]
}

function missingOf(found: Found, villagesWithoutPeople: number) {
  return [
    missingCount(
      'villages',
      ['Desa tanpa jumlah penduduk', 'Villages without a population'],
      villagesWithoutPeople,
    ),
    missingCount(
      'cells',
      ['Sel tanpa jumlah penduduk', 'Cells without a population'],
      found.cellsWithoutPeople,
    ),
    missingCount(
      'unreached',
      ['Fasilitas yang tidak terjangkau siapa pun', 'Facilities that nobody reaches'],
      found.unreached.length,
    ),
    ...(found.supply.isCapacity
      ? [
          missingCount(
            'capacity',
            ['Fasilitas tanpa kapasitas', 'Facilities without a capacity'],
            found.supply.withoutCapacity,
          ),
        ]
      : []),
  ]
}

function figuresOf(
  found: Found,
  { given, total, without }: { given: number; total: number; without: number },
) {
  const { amounts } = found.supply
  return [
    figure('facilities', ['Fasilitas', 'Facilities'], amounts.length),
    figure(
      'reached',
      ['Fasilitas yang terjangkau', 'Facilities within reach of someone'],
      amounts.length - found.unreached.length,
    ),
    ...(found.supply.isCapacity
      ? [
          figure(
            'capacity',
            ['Kapasitas semua fasilitas', 'Capacity of all facilities'],
            amounts.reduce((a, b) => a + b, 0),
          ),
        ]
      : []),
    figure('conserved', ['Σ penduduk × akses', 'Σ people × access'], given),
    figure(
      'mean',
      ['Rata-rata per 10.000 penduduk', 'Mean per 10,000 people'],
      (PER * given) / total,
      perPeople(found.supply),
    ),
    figure('without', ['Penduduk yang tidak menjangkau satu pun', 'People who reach none'], without, people),
  ]
}
