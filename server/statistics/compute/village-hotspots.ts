import { judgeSpots, type SpotTest } from '../../../core/hotspot/judge-spots.ts'
import type { Neighbours } from '../../../core/hotspot/neighbours.ts'
import type { Label } from '../../../core/proposal/label.ts'
import type { Chart, Figure, LayerStory } from '../../../core/statistics/analysis-report.ts'
import { spotColours } from '../../../core/style/analysis-palettes.ts'
import type { VillageRow, VillagesInput } from '../../analyses/inputs/villages.ts'
import type { AnalysisInput, AreaRow } from './analysis.ts'
import { neighboursAmong, queenContiguity } from './contiguity.ts'
import { categoriesOf } from './legends.ts'
import type { Rings } from './read-outlines.ts'
import { spendingOf } from './spending-of.ts'
import { fewVillages, figure, inBoth, none, rounded, villagesUnit } from './words.ts'

const ALPHA = 0.05
const MOST_BARS = 15

const spots = [
  { value: 'hot', colour: spotColours['hot-most'], label: { id: 'titik panas', en: 'hot spot' } },
  {
    value: 'none',
    colour: spotColours.none,
    label: { id: 'tidak beda dari kebetulan', en: 'no different from chance' },
  },
  { value: 'cold', colour: spotColours['cold-most'], label: { id: 'titik dingin', en: 'cold spot' } },
] as const

interface Judged {
  z: Float64Array
  p: Float64Array
  adjusted: Float64Array
  spot: (string | null)[]
}

export interface VillageHotspots {
  readonly areas: readonly AreaRow[]
  readonly figures: readonly Figure[]
  readonly warnings: readonly Label[]
  readonly charts: readonly Chart[]
  readonly stories: Readonly<Record<'hotspots-village' | 'hotspots-village-rupiah', LayerStory>>
}

/** Gi* of proposals by village with the villages next to it: of their number, their number a head, and their rupiah. */
export function villageHotspots(input: AnalysisInput, outlines: readonly Rings[]): VillageHotspots {
  const villages = input.rows<VillagesInput>('villages')
  const { byVillage } = spendingOf(input)
  const all = queenContiguity(outlines)
  const counts = Float64Array.from(villages, ([, code]) => byVillage.get(code)?.count ?? 0)
  const rupiah = Float64Array.from(villages, ([, code]) => byVillage.get(code)?.asked ?? 0)
  const rates = Float64Array.from(villages, ([, , , , , , population], i) =>
    population ? (1000 * (counts[i] ?? 0)) / population : Number.NaN,
  )
  const byCount = judge(counts, all, 'normal')
  const byRate = judge(rates, all, 'permutations')
  const byRupiah = judge(rupiah, all, 'permutations')
  const areas = villages.map(([, code], i) => ({
    code,
    properties: {
      proposals: counts[i],
      ...valuesOf(byCount, '', i),
      perThousand: rounded(rates[i]),
      ...valuesOf(byRate, 'rate', i),
      rupiah: rupiah[i],
      ...valuesOf(byRupiah, 'rupiah', i),
    },
  }))
  return {
    areas,
    figures: figuresOf(byCount, byRupiah),
    warnings: villages.length < 30 ? [fewVillages] : [],
    charts: [strongest(villages, byCount, hottest.count), strongest(villages, byRupiah, hottest.rupiah)],
    stories: {
      'hotspots-village': {
        legend: categoriesOf('pattern', byCount.spot, spots),
        finding: findingOf(byCount, none),
      },
      'hotspots-village-rupiah': {
        legend: categoriesOf('rupiahPattern', byRupiah.spot, spots),
        finding: findingOf(byRupiah, { id: ' menurut rupiah', en: ' by rupiah' }),
      },
    },
  }
}

function figuresOf(byCount: Judged, byRupiah: Judged): Figure[] {
  return [
    figure('hotVillages', ['Desa titik panas', 'Hot villages'], count(byCount, 'hot'), villagesUnit),
    figure('coldVillages', ['Desa titik dingin', 'Cold villages'], count(byCount, 'cold'), villagesUnit),
    figure(
      'hotVillagesRupiah',
      ['Desa titik panas menurut rupiah', 'Hot villages by rupiah'],
      count(byRupiah, 'hot'),
      villagesUnit,
    ),
  ]
}

/** Under the names of the layer's fields: `z`, `rateZ`, `rupiahPAdjusted` … */
function valuesOf({ z, p, adjusted, spot }: Judged, of: '' | 'rate' | 'rupiah', i: number) {
  const name = (plain: string) => (of === '' ? plain : of + plain.charAt(0).toUpperCase() + plain.slice(1))
  return {
    [name('z')]: rounded(z[i]),
    [name('p')]: rounded(p[i]),
    [name('pAdjusted')]: rounded(adjusted[i]),
    [name('pattern')]: spot[i],
  }
}

const count = ({ spot }: Judged, value: string) => spot.filter((other) => other === value).length

function findingOf(judged: Judged, by: Label): Label {
  const [hot, cold, of] = [count(judged, 'hot'), count(judged, 'cold'), judged.spot.length]
  return inBoth(
    (say) => `${say(hot)} desa titik panas${by.id} dan ${say(cold)} titik dingin dari ${say(of)}`,
    (say) => `${say(hot)} villages are hot spots${by.en} and ${say(cold)} cold spots, of ${say(of)}`,
  )
}

/** Rows without a value take no part and stay null, as do islands where the values of neighbours are permuted. */
function judge(values: Float64Array, all: Neighbours, test: SpotTest): Judged {
  const chosen = [...values.keys()].filter((i) => !Number.isNaN(values[i]))
  const missing = () => new Float64Array(values.length).fill(Number.NaN)
  const judged: Judged = {
    z: missing(),
    p: missing(),
    adjusted: missing(),
    spot: Array.from(values, () => null),
  }
  if (chosen.length < 3) return judged
  const own = Float64Array.from(chosen, (i) => values[i]!)
  const found = judgeSpots(own, neighboursAmong(all, chosen), { alpha: ALPHA, test })
  chosen.forEach((i, row) => {
    judged.z[i] = found.z[row]!
    judged.p[i] = found.p[row]!
    judged.adjusted[i] = found.adjusted[row]!
    const isIsland = test === 'permutations' && Number.isNaN(found.p[row]!)
    if (!isIsland) judged.spot[i] = SPOT_OF_SIGN[found.sign[row]! + 1]!
  })
  return judged
}

const SPOT_OF_SIGN = ['cold', 'none', 'hot']

const hottest = {
  count: {
    key: 'hottest-villages',
    title: { id: 'Desa dengan Gi* tertinggi', en: 'Villages with the highest Gi*' },
  },
  rupiah: {
    key: 'hottest-villages-rupiah',
    title: { id: 'Desa dengan Gi* rupiah tertinggi', en: 'Villages with the highest Gi* of rupiah' },
  },
} as const

function strongest(
  villages: readonly VillageRow[],
  { z }: Judged,
  name: (typeof hottest)[keyof typeof hottest],
): Chart {
  const order = [...z.keys()]
    .filter((i) => !Number.isNaN(z[i]))
    .sort((a, b) => z[b]! - z[a]!)
    .slice(0, MOST_BARS)
  return {
    kind: 'bars',
    ...name,
    y: { title: { id: 'Gi* (z)', en: 'Gi* (z)' }, unit: { id: '', en: '' } },
    categories: order.map((i) => {
      const [, code = '', name = ''] = villages[i] ?? []
      return { key: code, label: { id: name, en: name } }
    }),
    series: [{ key: 'z', label: { id: 'Gi* (z)', en: 'Gi* (z)' }, values: order.map((i) => rounded(z[i])) }],
  }
}
