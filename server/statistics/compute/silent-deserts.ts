import { silenceColours } from '../../../core/style/analysis-palettes.ts'
import type { BeyondInput } from '../../analyses/inputs/beyond.ts'
import type { SpendingInput } from '../../analyses/inputs/spending.ts'
import type { VillageRow, VillagesInput } from '../../analyses/inputs/villages.ts'
import type { AnalysisInput, AnalysisOutput, AreaRow } from './analysis.ts'
import { topFifth } from './fifths.ts'
import { impossible } from './impossible.ts'
import { categoriesOf } from './legends.ts'
import { spendingOf } from './spending-of.ts'
import {
  fewVillages,
  figure,
  inBoth,
  missingCount,
  parameter,
  people,
  percent,
  rounded,
  villagesUnit,
} from './words.ts'

const LONGEST_YEARS = 3
const LARGEST_LIST = 25

const method = {
  id: 'Kebutuhan tinggi: termasuk seperlima desa dengan persentase penduduk miskin tertinggi, atau seperlima desa dengan bagian penduduk di luar jarak standar layanan tertinggi (rata-rata semua layanan). Diam: tidak ada satu pun usulan dalam 1, 2, atau 3 tahun terakhir yang datanya ada.',
  en: 'High need: among the fifth of villages with the highest poverty rate, or the fifth with the largest share of people beyond the standard distance of services (mean of all services). Silent: not one proposal in the latest 1, 2 or 3 years of data.',
}

const silences = [
  {
    value: 'silent-3',
    colour: silenceColours['silent-3'],
    label: { id: 'diam 3 tahun atau lebih', en: 'silent for 3 years or more' },
  },
  {
    value: 'silent-2',
    colour: silenceColours['silent-2'],
    label: { id: 'diam 2 tahun', en: 'silent for 2 years' },
  },
  {
    value: 'silent-1',
    colour: silenceColours['silent-1'],
    label: { id: 'diam 1 tahun', en: 'silent for 1 year' },
  },
  {
    value: 'heard',
    colour: silenceColours.heard,
    label: { id: 'mengusulkan, atau kebutuhan tidak tinggi', en: 'proposes, or need is not high' },
  },
] as const

interface Thresholds {
  readonly poverty: number
  readonly beyond: number
  readonly years: readonly number[]
}

/** Finds villages with high need and no proposals. A village without poverty and coverage figures is not judged. */
export function computeSilentDeserts(input: AnalysisInput): AnalysisOutput {
  const villages = input.rows<VillagesInput>('villages')
  const years = spendingOf(input).years.slice(0, LONGEST_YEARS)
  if (years.length === 0 || villages.length === 0) {
    const reason = { id: 'Belum ada usulan atau desa.', en: 'There are no proposals or villages yet.' }
    return impossible(method, reason, { n: villages.length, unit: villagesUnit })
  }
  const beyond = beyondShares(input)
  const thresholds = {
    poverty: topFifth(villages.flatMap(([, , , , , , , , rate]) => rate ?? [])),
    beyond: topFifth([...beyond.values()]),
    years,
  }
  const heardIn = yearsHeard(input)
  const areas = villages.map((row) => judge(row, beyond.get(row[1]), { thresholds, heardIn }))
  return { report: describe(input, areas, thresholds), areas: { 'silent-deserts': areas }, cells: {} }
}

/** Mean over services of the share of a village's people beyond the standard, in percent. */
function beyondShares(input: AnalysisInput): Map<string, number> {
  const population = new Map(input.rows<VillagesInput>('villages').map((row) => [row[1], row[6]]))
  const shares = new Map<string, number>()
  const known = input.rows<BeyondInput>('beyond').filter(([, , count]) => count !== null)
  for (const [code, rows] of Map.groupBy(known, ([village]) => village)) {
    const own = population.get(code)
    if (!own) continue
    const sum = rows.reduce((all, [, , count]) => all + Math.min(1, (count ?? 0) / own), 0)
    shares.set(code, (100 * sum) / rows.length)
  }
  return shares
}

function yearsHeard(input: AnalysisInput): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const heard = new Map<string, Map<number, number>>()
  for (const [village, year, count] of input.rows<SpendingInput>('spending')) {
    if (village === null) continue
    const own = heard.get(village) ?? new Map<number, number>()
    heard.set(village, own.set(year, count))
  }
  return heard
}

interface Judging {
  readonly thresholds: Thresholds
  readonly heardIn: ReadonlyMap<string, ReadonlyMap<number, number>>
}

function judge(row: VillageRow, share: number | undefined, { thresholds, heardIn }: Judging): AreaRow {
  const [, code, , , , , , , rate] = row
  const heard = heardIn.get(code)
  const silentYears = thresholds.years.findIndex((year) => heard?.has(year))
  const silent = silentYears === -1 ? thresholds.years.length : silentYears
  const known = rate !== null || share !== undefined
  const needy =
    (rate !== null && rate > 0 && rate >= thresholds.poverty) ||
    (share !== undefined && share > 0 && share >= thresholds.beyond)
  const silence = needy && silent > 0 ? `silent-${silent}` : 'heard'
  return {
    code,
    properties: {
      povertyRate: rounded(rate),
      beyondShare: rounded(share),
      needy: known ? needy : null,
      proposals: thresholds.years.reduce((sum, year) => sum + (heard?.get(year) ?? 0), 0),
      silentYears: silent,
      silence: known ? silence : null,
    },
  }
}

function describe(
  input: AnalysisInput,
  areas: readonly AreaRow[],
  thresholds: Thresholds,
): AnalysisOutput['report'] {
  const villages = input.rows<VillagesInput>('villages')
  const named = new Map(villages.map((row) => [row[1], row]))
  const silence = areas.map(({ properties }) => properties.silence)
  const judged = silence.filter((value) => value !== null).length
  const deserts = areas.filter(({ properties }) => String(properties.silence).startsWith('silent'))
  const livingThere = deserts.reduce((sum, { code }) => sum + (named.get(code)?.[6] ?? 0), 0)
  const first = thresholds.years[0] ?? 0
  const finding = inBoth(
    (say) => `${say(deserts.length)} dari ${say(judged)} desa berkebutuhan tinggi tanpa usulan pada ${first}`,
    (say) => `${say(deserts.length)} of ${say(judged)} villages have high need and no proposal in ${first}`,
  )
  const spending = spendingOf(input, (year) => thresholds.years.includes(year))
  return {
    possible: true,
    method,
    finding,
    n: judged,
    unit: villagesUnit,
    parameters: parametersOf(thresholds),
    missing: [
      missingCount(
        'villages',
        ['Desa tanpa angka kemiskinan maupun jangkauan', 'Villages without poverty and coverage figures'],
        areas.length - judged,
      ),
      missingCount('village', ['Usulan tanpa desa', 'Proposals without a village'], spending.withoutVillage),
    ],
    warnings: warningsOf(judged, thresholds.years.length, spending.withoutVillage),
    crs: null,
    figures: figuresOf(areas, deserts, { years: thresholds.years.length, livingThere }),
    charts: [bySilence(areas), ...(deserts.length > 0 ? [poorest(deserts, named)] : [])],
    layers: { 'silent-deserts': { legend: categoriesOf('silence', silence, silences), finding } },
  }
}

function warningsOf(judged: number, years: number, withoutVillage: number) {
  return [
    ...(judged < 30 ? [fewVillages] : []),
    ...(years < LONGEST_YEARS ? [shortRecord(years)] : []),
    ...(withoutVillage > 0 ? [lostVillages(withoutVillage)] : []),
  ]
}

function lostVillages(proposals: number) {
  return inBoth(
    (say) => `${say(proposals)} usulan tidak diketahui desanya; bisa saja dari desa yang tampak diam.`,
    (say) =>
      `${say(proposals)} proposals have no known village; they may come from villages that seem silent.`,
  )
}

function shortRecord(years: number) {
  return inBoth(
    (say) => `Data usulan hanya ada untuk ${say(years)} tahun: diam yang lebih lama tidak dapat dilihat.`,
    (say) => `Proposals are on record for ${say(years)} years only: a longer silence cannot be seen.`,
  )
}

/** Villages of high need by how long they have been silent, and the others. */
function bySilence(areas: readonly AreaRow[]) {
  const needy = areas.filter(({ properties }) => properties.needy === true)
  const rest = areas.filter(({ properties }) => properties.needy === false).length
  const count = (value: string) => needy.filter(({ properties }) => properties.silence === value).length
  const bars = [
    ...silences
      .filter(({ value }) => value !== 'heard')
      .map(({ value, label, colour }) => ({ key: value, label, colour, villages: count(value) })),
    {
      key: 'heard',
      label: { id: 'kebutuhan tinggi, mengusulkan', en: 'high need, proposes' },
      colour: silenceColours.heard,
      villages: count('heard'),
    },
    {
      key: 'no-need',
      label: { id: 'kebutuhan tidak tinggi', en: 'need is not high' },
      colour: silenceColours.heard,
      villages: rest,
    },
  ]
  return {
    kind: 'bars' as const,
    key: 'villages-by-silence',
    title: { id: 'Desa menurut kesunyian', en: 'Villages by silence' },
    y: { title: { id: 'Desa', en: 'Villages' }, unit: villagesUnit },
    categories: bars.map(({ key, label, colour }) => ({ key, label, colour })),
    series: [
      {
        key: 'villages',
        label: { id: 'Desa', en: 'Villages' },
        values: bars.map(({ villages }) => villages),
      },
    ],
  }
}

function poorest(deserts: readonly AreaRow[], named: ReadonlyMap<string, VillageRow>) {
  const order = deserts
    .filter(({ properties }) => properties.povertyRate !== null)
    .sort((a, b) => Number(b.properties.povertyRate) - Number(a.properties.povertyRate))
    .slice(0, LARGEST_LIST)
  return {
    kind: 'bars' as const,
    key: 'poorest-deserts',
    title: { id: 'Desa yang diam, dari yang termiskin', en: 'Silent deserts, the poorest first' },
    y: { title: { id: 'Penduduk miskin', en: 'Poor people' }, unit: percent },
    categories: order.map(({ code }) => {
      const name = named.get(code)?.[2] ?? code
      return { key: code, label: { id: name, en: name } }
    }),
    series: [
      {
        key: 'povertyRate',
        label: { id: 'Penduduk miskin (%)', en: 'Poor people (%)' },
        values: order.map(({ properties }) => Number(properties.povertyRate)),
      },
    ],
  }
}

function parametersOf(thresholds: Thresholds) {
  const fifth = (value: number) => (Number.isFinite(value) ? Number(value.toFixed(2)) : '–')
  return [
    parameter('years', ['Tahun yang dilihat', 'Years looked at'], thresholds.years.join(', ')),
    parameter(
      'povertyFrom',
      ['Batas seperlima desa termiskin', 'Least poverty of the poorest fifth of villages'],
      fifth(thresholds.poverty),
      percent,
    ),
    parameter(
      'beyondFrom',
      [
        'Batas seperlima desa terjauh dari layanan',
        'Least share beyond standards of the farthest fifth of villages',
      ],
      fifth(thresholds.beyond),
      percent,
    ),
  ]
}

function figuresOf(
  areas: readonly AreaRow[],
  deserts: readonly AreaRow[],
  { years, livingThere }: { years: number; livingThere: number },
) {
  return [
    figure('deserts', ['Desa butuh yang diam', 'Silent deserts'], deserts.length, villagesUnit),
    ...[1, 2, 3].map((least) =>
      figure(
        `silent${least}`,
        [`Diam sedikitnya ${least} tahun`, `Silent for ${least} years or more`],
        years < least
          ? Number.NaN
          : deserts.filter(({ properties }) => Number(properties.silentYears) >= least).length,
        villagesUnit,
      ),
    ),
    figure(
      'needy',
      ['Desa berkebutuhan tinggi', 'Villages with high need'],
      areas.filter(({ properties }) => properties.needy === true).length,
      villagesUnit,
    ),
    figure('people', ['Penduduk di desa yang diam', 'People in silent deserts'], livingThere, people),
  ]
}
