import { describe, expect, it } from 'vitest'
import { defaultStyle, ninths, type StyledLayer } from '../../../core/style/default-style.ts'
import { filterPredicate } from '../../../core/style/filter-predicate.ts'
import type { LayerStyle, StyleFilter, StyleValue, Symbolizer } from '../../../core/style/layer-style.ts'
import type { Legend } from '../../../core/style/legend.ts'

type Properties = Record<string, StyleValue>
const ruleHolds = (filter: StyleFilter | undefined, properties: Properties) =>
  !filter || filterPredicate(filter)((name) => properties[name])
const layer = (id: string, geometry: StyledLayer['geometry'], legend: Legend | null): StyledLayer => ({
  id,
  geometry,
  group: 'need',
  legend,
  fields: [{ name: 'povertyRate' }],
})
const drawn = ({ rules }: LayerStyle, properties: Properties) =>
  rules.filter(({ filter }) => ruleHolds(filter, properties))
const names = (style: LayerStyle, properties: Properties) =>
  drawn(style, properties).flatMap(({ name }) => name || [])
const symbols = (style: LayerStyle, properties: Properties): Symbolizer[] =>
  drawn(style, properties).flatMap(({ symbolizers }) => symbolizers)

const poverty = defaultStyle(
  layer('poverty', 'polygon', {
    kind: 'classes',
    property: 'povertyRate',
    breaks: [2, 4.5, 8],
    colours: ['#fbf3e2', '#c67a58'],
    unit: { id: '% penduduk miskin', en: '% of people poor' },
  }),
)

describe('the style that is made from the data', () => {
  it('puts a value on a break into the class above it, and one beyond all classes into the nearest', () => {
    const colourOf = (povertyRate: number | null) => {
      const fill = symbols(poverty, povertyRate === null ? {} : { povertyRate })[0]
      return fill?.kind === 'Fill' ? fill.color : undefined
    }
    expect(colourOf(2)).toBe('#fbf3e2')
    expect(colourOf(4.499)).toBe('#fbf3e2')
    expect(colourOf(4.5)).toBe('#c67a58')
    expect(colourOf(-1)).toBe('#fbf3e2')
    expect(colourOf(99)).toBe('#c67a58')
    expect(colourOf(null)).toBe('#e3e5e9')
  })

  it('names its classes in both languages, with their unit', () => {
    expect(poverty.rules.map(({ name, nameEn }) => [name, nameEn])).toEqual([
      ['2–4,5 % penduduk miskin', '2–4.5 % of people poor'],
      ['4,5–8 % penduduk miskin', '4.5–8 % of people poor'],
      ['Tidak ada data', 'No data'],
      ['', undefined],
    ])
  })

  it('knows buildings and the areas around by their ids: the one seen close only, the other quiet and whole', () => {
    const base = (id: string) => defaultStyle({ ...layer(id, 'polygon', null), group: 'base' }).rules
    for (const id of ['buildings', 'bangunan-2024'])
      expect(base(id)[0]?.scaleDenominator?.max).toBeGreaterThan(0)
    for (const id of ['neighbours', 'kabupaten-tetangga'])
      expect(base(id)[0]).toMatchObject({ symbolizers: [{ kind: 'Fill', color: '#ecebe6' }] })
    expect(base('zona')[0]).not.toMatchObject({ symbolizers: [{ color: '#ecebe6' }] })
  })

  it('draws every value of a list in its colour, and what is none of them as the rest', () => {
    const coverage = defaultStyle(
      layer('coverage-SD', 'polygon', {
        kind: 'categories',
        property: 'beyond',
        items: [
          { value: false, colour: '#dcebe4', label: { id: 'dalam 3 km', en: 'within 3 km' } },
          { value: true, colour: '#e3a57e', label: { id: 'lebih dari 3 km', en: 'farther than 3 km' } },
        ],
      }),
    )
    expect(names(coverage, { beyond: true })).toEqual(['lebih dari 3 km'])
    expect(names(coverage, { beyond: false })).toEqual(['dalam 3 km'])
    expect(names(coverage, {})).toEqual(['Lainnya atau tidak ada data'])
    expect(names(coverage, { beyond: 'true' })).toEqual(['Lainnya atau tidak ada data'])
  })

  it('gives each group of statuses a shape of its own, pale where only the village is known, marked where in doubt', () => {
    const proposals = defaultStyle(layer('proposals', 'mixed', { kind: 'status' }))
    const marks = (properties: Properties) =>
      symbols(proposals, properties).flatMap((symbol) => (symbol.kind === 'Mark' ? [symbol] : []))
    const last = (status: string) => marks({ status, locationQuality: 'point' }).at(-1)
    expect(last('submitted')).toMatchObject({ wellKnownName: 'circle', color: '#e0a41f' })
    expect(last('budgeted')).toMatchObject({ wellKnownName: 'circle', color: '#23908a' })
    expect(last('realised')).toMatchObject({ wellKnownName: 'square', color: '#2a6a32' })
    expect(last('returned')).toMatchObject({
      wellKnownName: 'circle',
      color: '#ffffff',
      strokeColor: '#c98a0b',
    })
    expect(last('rejected')).toMatchObject({ wellKnownName: 'diamond', color: '#8c95a1' })
    expect(marks({ status: 'planned', locationQuality: 'area' }).at(-1)?.strokeDasharray).toEqual([3, 1.6])
    expect(marks({ status: 'planned', locationQuality: 'conflict' }).map(({ color }) => color)).toEqual([
      '#23908a',
      '#b42318',
    ])
    expect(names(proposals, { status: 'planned', locationQuality: 'point' })).toEqual(['Diterima'])
  })
})

describe('a filter', () => {
  it('compares nothing with a value that is missing, and text with no number', () => {
    expect(ruleHolds(['==', 'a', null], {})).toBe(true)
    expect(ruleHolds(['!=', 'a', null], {})).toBe(false)
    expect(ruleHolds(['!=', 'a', 'x'], {})).toBe(false)
    expect(ruleHolds(['<', 'a', 5], {})).toBe(false)
    expect(ruleHolds(['<', 'a', 5], { a: '3' })).toBe(false)
    expect(ruleHolds(['!', ['<', 'a', 5]], {})).toBe(true)
  })

  it('includes both ends of a range, and finds text in text', () => {
    expect([2, 3, 4, 5].map((a) => ruleHolds(['<=x<=', 'a', 3, 4], { a }))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('the legend of two values', () => {
  const axis = (id: string, en: string) => ({
    title: { id, en },
    limits: [10, 20] as [number, number],
    unit: { id: '%', en: '%' },
  })
  const legend = {
    kind: 'bivariate' as const,
    property: 'class',
    colours: [
      '#010101',
      '#020202',
      '#030303',
      '#040404',
      '#050505',
      '#060606',
      '#070707',
      '#080808',
      '#090909',
    ],
    x: axis('Miskin', 'Poor'),
    y: axis('Jauh', 'Far'),
  }

  it('has nine classes in the order of its colours: x within y, each named by both', () => {
    const classes = ninths(legend)
    expect(classes.map(({ value }) => value)).toEqual(
      ['1', '2', '3'].flatMap((y) => ['1', '2', '3'].map((x) => `${x}-${y}`)),
    )
    expect(classes.map(({ colour }) => colour)).toEqual(legend.colours)
    expect(classes[2]).toMatchObject({ name: 'Miskin tinggi, Jauh rendah', nameEn: 'Poor high, Far low' })
    expect(classes[3]).toMatchObject({ name: 'Miskin rendah, Jauh sedang', nameEn: 'Poor low, Far medium' })
    expect(new Set(classes.map(({ name }) => name)).size).toBe(9)
  })

  it('paints an area of each class in its colour', () => {
    const style = defaultStyle(layer('poverty-coverage', 'polygon', legend))
    const painted = ninths(legend).map(({ value }) => {
      const fill = symbols(style, { class: String(value) }).find(({ kind }) => kind === 'Fill')
      return fill?.kind === 'Fill' ? fill.color : undefined
    })
    expect(painted).toEqual(legend.colours)
  })
})
