import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LayerStyle } from '../../core/style/layer-style.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { findAll, findFirst, parseXmlTree } from '../support/xml-tree.ts'
import { readJson } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const styleOf = async (layer: string) => {
  const { items } = await readJson<{ items: { id: string; style: { document: LayerStyle } }[] }>(
    await server.get('/api/layers'),
  )
  return items.find(({ id }) => id === layer)!.style.document
}

async function kmlOf(layer: string) {
  const root = parseXmlTree(await (await server.get(`/data/${layer}.kml`)).text())
  const styles = new Map(findAll(root, 'Style').map((style) => [`#${style.attributes.id}`, style]))
  const features = findAll(root, 'Placemark').map((placemark) => ({
    style: styles.get(findFirst(placemark, 'styleUrl')!.text)!,
    values: new Map(findAll(placemark, 'SimpleData').map(({ attributes, text }) => [attributes.name, text])),
  }))
  return features
}

it('an area has the colour of its class in KML as on the map', async () => {
  const { rules } = await styleOf('poverty')
  const features = await kmlOf('poverty')
  expect(features.length).toBeGreaterThan(2)
  const seen = new Set<string>()
  for (const { style, values } of features) {
    const known = values.get('povertyRate')
    const rate = Number(known)
    // The classes of the standard style are intervals of one attribute.
    const rule = rules.find(({ filter }) => {
      if (known === undefined) return JSON.stringify(filter) === '["==","povertyRate",null]'
      const bounds = JSON.stringify(filter ?? []).matchAll(/\["(<=?|>=?)","povertyRate",([\d.]+)\]/g)
      const tests = [...bounds].map(([, sign, limit]) => {
        const difference = rate - Number(limit)
        return sign === '<'
          ? difference < 0
          : sign === '<='
            ? difference <= 0
            : sign === '>'
              ? difference > 0
              : difference >= 0
      })
      return tests.length > 0 && tests.every(Boolean)
    })
    const fill = rule?.symbolizers.find(({ kind }) => kind === 'Fill')
    const [, alpha, blue, green, red] = /^(..)(..)(..)(..)$/.exec(
      findFirst(style, 'PolyStyle/color')?.text ?? '',
    )!
    expect([`#${red}${green}${blue}`, alpha]).toEqual([
      fill?.kind === 'Fill' && fill.color?.toLowerCase(),
      'ff',
    ])
    seen.add(`${red}${green}${blue}`)
  }
  expect(seen.size).toBeGreaterThan(1)
})

it('every feature of every layer points to a style of the document', async () => {
  for (const layer of ['proposals', 'roads', 'facilities', 'areas-village'])
    for (const { style } of await kmlOf(layer)) expect(style, layer).toBeDefined()
})
