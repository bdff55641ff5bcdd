import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultStyle } from '../../../core/style/default-style.ts'
import { type LayerStyle, MARKS, type StyleFilter, type Symbolizer } from '../../../core/style/layer-style.ts'
import { readSld } from '../../../server/publish/sld/read-sld.ts'
import type { FieldTypes } from '../../../server/publish/sld/read-style-filter.ts'
import { SLD_VERSIONS } from '../../../server/publish/sld/sld-dialect.ts'
import { writeSld } from '../../../server/publish/sld/write-sld.ts'

const fields: FieldTypes = [
  { name: 'status', type: 'string' },
  { name: 'locationQuality', type: 'string' },
  { name: 'cost', type: 'number' },
  { name: 'beyond', type: 'boolean' },
]
const layer = { id: 'proposals', fields }

const text = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .map((value) => value.trim())
  .filter((value) => value !== '' && !/[\p{Cc}{}]/u.test(value) && value.isWellFormed())
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
  .map((value) => value + 0)
const size = fc.integer({ min: 1, max: 240 }).map((quarters) => quarters / 4)
const share = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100)
const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
const dashes = fc.array(size, { minLength: 2, maxLength: 4 })
const offset = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))

const filter = fc.letrec<{ filter: StyleFilter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.tuple(fc.constantFrom('==' as const, '!=' as const), fc.constant('status'), fc.option(text)),
      fc.tuple(fc.constantFrom('==' as const, '!=' as const), fc.constant('cost'), number),
      fc.tuple(fc.constant('==' as const), fc.constant('beyond'), fc.boolean()),
      fc.tuple(fc.constantFrom('<', '<=', '>', '>=') as fc.Arbitrary<'<'>, fc.constant('cost'), number),
      fc.tuple(fc.constant('<=x<=' as const), fc.constant('cost'), number, number),
    ) as fc.Arbitrary<StyleFilter>,
    fc
      .tuple(
        fc.constantFrom('&&' as const, '||' as const),
        fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
      )
      .map(([operator, parts]): StyleFilter => [operator, ...parts]),
    tie('filter')
      // ['!', is missing] has a shorter way of being said, and reads back as that.
      .filter((inner) => !(inner[0] === '==' && inner[2] === null))
      .map((inner): StyleFilter => ['!', inner]),
  ),
})).filter

const symbolizer: fc.Arbitrary<Symbolizer> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('Fill' as const),
      color: colour,
      fillOpacity: share,
      outlineColor: colour,
      outlineWidth: size,
      outlineOpacity: share,
      outlineDasharray: dashes,
    },
    { noNullPrototype: true },
  ),
  fc.record({
    kind: fc.constant('Line' as const),
    color: colour,
    width: size,
    opacity: share,
    dasharray: dashes,
    cap: fc.constantFrom('butt' as const, 'round' as const, 'square' as const),
    join: fc.constantFrom('bevel' as const, 'round' as const, 'miter' as const),
  }),
  fc.record({
    kind: fc.constant('Mark' as const),
    wellKnownName: fc.constantFrom(...MARKS),
    radius: size,
    color: colour,
    fillOpacity: share,
    strokeColor: colour,
    strokeWidth: size,
    strokeDasharray: dashes,
  }),
  fc.record({
    kind: fc.constant('Text' as const),
    label: fc.constantFrom('{{status}}', 'Usulan {{status}} di {{locationQuality}}', 'Desa'),
    size,
    color: colour,
    haloColor: colour,
    haloWidth: size,
    fontWeight: fc.constantFrom('normal' as const, 'bold' as const),
    offset,
  }),
)

const style: fc.Arbitrary<LayerStyle> = fc.record({
  name: fc.constant('gaya'),
  rules: fc.array(
    fc
      .record({
        name: text,
        nameEn: text,
        filter: fc.option(filter, { nil: undefined }),
        symbolizers: fc.array(symbolizer, { minLength: 1, maxLength: 3 }),
      })
      .map(({ filter: asked, ...rule }) => (asked ? { ...rule, filter: asked } : rule)),
    { minLength: 1, maxLength: 4 },
  ),
})

describe.each(SLD_VERSIONS)('SLD %s', (version) => {
  const there = (document: LayerStyle) =>
    readSld(writeSld({ layer: 'proposals', title: 'Judul', isDefault: true, document }, version), layer)

  it('comes back as it went: any rules, filters and symbolizers', () => {
    fc.assert(
      fc.property(style, (document) => {
        const back = there(document)
        expect(back.document).toEqual(document)
        expect(back.remarks).toEqual([])
        expect(back.title).toBe('Judul')
      }),
      { numRuns: 200 },
    )
  })

  it('carries the style that proposals have by themselves', () => {
    const document = defaultStyle({
      id: 'proposals',
      geometry: 'point',
      group: 'proposals',
      legend: { kind: 'status' },
      fields,
    })
    const back = there(document).document
    const without = (part: LayerStyle) =>
      JSON.parse(
        JSON.stringify(part, (key, value) => (version === '1.0.0' && key === 'offset' ? undefined : value)),
      )
    expect(back).toEqual(without(document))
  })
})

describe('SLD of others', () => {
  const wrap = (rules: string) =>
    `<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0"><sld:NamedLayer><sld:Name>x</sld:Name><sld:UserStyle><sld:FeatureTypeStyle>${rules}</sld:FeatureTypeStyle></sld:UserStyle></sld:NamedLayer></sld:StyledLayerDescriptor>`

  it('reads what QGIS writes: SE 1.1 names, a mark, a category, a label', () => {
    const qgis = `<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" version="1.1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ogc="http://www.opengis.net/ogc" xsi:schemaLocation="http://www.opengis.net/sld http://schemas.opengis.net/sld/1.1.0/StyledLayerDescriptor.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:se="http://www.opengis.net/se">
  <NamedLayer>
    <se:Name>usulan</se:Name>
    <UserStyle>
      <se:Name>usulan</se:Name>
      <se:FeatureTypeStyle>
        <se:Rule>
          <se:Name>diterima</se:Name>
          <se:Description><se:Title>Diterima</se:Title></se:Description>
          <ogc:Filter xmlns:ogc="http://www.opengis.net/ogc">
            <ogc:PropertyIsEqualTo><ogc:PropertyName>status</ogc:PropertyName><ogc:Literal>accepted</ogc:Literal></ogc:PropertyIsEqualTo>
          </ogc:Filter>
          <se:PointSymbolizer>
            <se:Graphic>
              <se:Mark>
                <se:WellKnownName>square</se:WellKnownName>
                <se:Fill><se:SvgParameter name="fill">#ff7f00</se:SvgParameter></se:Fill>
                <se:Stroke><se:SvgParameter name="stroke">#232323</se:SvgParameter><se:SvgParameter name="stroke-width">0.5</se:SvgParameter></se:Stroke>
              </se:Mark>
              <se:Size>7</se:Size>
            </se:Graphic>
          </se:PointSymbolizer>
        </se:Rule>
        <se:Rule>
          <se:TextSymbolizer>
            <se:Label><ogc:PropertyName>status</ogc:PropertyName></se:Label>
            <se:Font><se:SvgParameter name="font-family">Noto Sans</se:SvgParameter><se:SvgParameter name="font-size">13</se:SvgParameter></se:Font>
            <se:Fill><se:SvgParameter name="fill">#323232</se:SvgParameter></se:Fill>
            <se:VendorOption name="maxDisplacement">1</se:VendorOption>
          </se:TextSymbolizer>
        </se:Rule>
      </se:FeatureTypeStyle>
    </UserStyle>
  </NamedLayer>
</StyledLayerDescriptor>`
    expect(readSld(qgis, layer)).toMatchObject({
      name: 'usulan',
      document: {
        rules: [
          {
            name: 'Diterima',
            filter: ['==', 'status', 'accepted'],
            symbolizers: [
              {
                kind: 'Mark',
                wellKnownName: 'square',
                radius: 3.5,
                color: '#ff7f00',
                strokeColor: '#232323',
                strokeWidth: 0.5,
              },
            ],
          },
          { name: '', symbolizers: [{ kind: 'Text', label: '{{status}}', size: 13, color: '#323232' }] },
        ],
      },
      remarks: [],
    })
  })

  it('tells what it passed over', () => {
    const rules = `<sld:Rule><sld:Name>a</sld:Name><sld:PointSymbolizer><sld:Graphic><sld:ExternalGraphic><sld:OnlineResource/></sld:ExternalGraphic></sld:Graphic></sld:PointSymbolizer><sld:PolygonSymbolizer><sld:Fill><sld:GraphicFill/></sld:Fill></sld:PolygonSymbolizer><sld:RasterSymbolizer/></sld:Rule>`
    const { document, remarks } = readSld(wrap(rules), layer)
    expect(document.rules).toEqual([{ name: 'a', symbolizers: [{ kind: 'Fill', color: '#808080' }] }])
    expect(remarks.map(({ what }) => what)).toEqual([
      'ExternalGraphic: pictures from elsewhere are never fetched',
      'GraphicFill in Fill',
      'RasterSymbolizer is not drawn',
    ])
  })

  const condition = (inside: string) =>
    wrap(`<sld:Rule><ogc:Filter>${inside}</ogc:Filter><sld:LineSymbolizer/></sld:Rule>`)
  it.each([
    ['another document', '<a/>', /StyledLayerDescriptor/],
    ['text', 'gaya', /well-formed/],
    ['a DTD', `<!DOCTYPE a [<!ENTITY b "c">]>${wrap('')}`, /DOCTYPE/],
    ['no rules', wrap(''), /at least one rule/],
    [
      'an unknown attribute',
      condition('<ogc:PropertyIsNull><ogc:PropertyName>sandi</ogc:PropertyName></ogc:PropertyIsNull>'),
      /received sandi/,
    ],
    [
      'a function',
      condition(
        '<ogc:PropertyIsEqualTo><ogc:Function name="x"/><ogc:Literal>1</ogc:Literal></ogc:PropertyIsEqualTo>',
      ),
      /without PropertyName/,
    ],
    [
      'a spatial filter',
      condition('<ogc:BBOX><ogc:PropertyName>status</ogc:PropertyName></ogc:BBOX>'),
      /received BBOX/,
    ],
    [
      'text where a number is meant',
      condition(
        '<ogc:PropertyIsLessThan><ogc:PropertyName>cost</ogc:PropertyName><ogc:Literal>banyak</ogc:Literal></ogc:PropertyIsLessThan>',
      ),
      /a number, received banyak/,
    ],
    [
      'a pattern',
      condition(
        '<ogc:PropertyIsLike wildCard="%" singleChar="_" escape="!"><ogc:PropertyName>status</ogc:PropertyName><ogc:Literal>a%b</ogc:Literal></ogc:PropertyIsLike>',
      ),
      /received PropertyIsLike/,
    ],
  ])('refuses %s and says why', (_what, body, message) => {
    expect(() => readSld(body, layer)).toThrow(message)
  })
})
