import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposalRules } from '../../../core/style/default-proposal-style.ts'
import type { Renderer } from '../../../server/render/renderer.ts'
import type { LegendRequest } from '../../../server/styles/picture-maker.ts'
import { areaStyle, bareRenderer, colourAt, pointStyle, roadStyle } from './drawn-world.ts'

let renderer: Renderer
beforeAll(() => {
  renderer = bareRenderer({})
})
afterAll(() => renderer.close())

const areas: LegendRequest = { style: areaStyle, geometry: 'polygon', language: 'id', format: 'png' }
const draw = async (request: LegendRequest) => (await renderer.legend(request)).bytes
const sizeOf = (png: Uint8Array) => {
  const { width, height } = PNG.sync.read(Buffer.from(png))
  return { width, height }
}
/** Pixels of a picture that are neither its background nor almost it. */
const inked = (png: Uint8Array, fromX: number) => {
  const { data, width } = PNG.sync.read(Buffer.from(png))
  let count = 0
  for (let i = 0; i < data.length; i += 4) if ((i / 4) % width >= fromX && data[i]! < 160) count++
  return count
}

test('a line for each rule that has a name, in the order of the rules, with its colour', async () => {
  const legend = await draw(areas)
  const lines = [0, 1, 2].map((line) => colourAt(legend, 16, 2 + 22 * line + 11))
  expect(lines).toEqual(['#f0cfa5', '#8f3a3f', '#e3e5e9'])
  expect(sizeOf(legend).height).toBe(4 + 3 * 22)
  expect(inked(legend, 34)).toBeGreaterThan(100)
})

test('words in the language asked for: the longest sets the width', async () => {
  const indonesian = sizeOf(await draw(areas)).width
  const english = sizeOf(await draw({ ...areas, language: 'en' })).width
  expect(indonesian).toBeGreaterThan(english)
})

test('the longest line of all fits with all its letters', async () => {
  const name = 'MMMM WWWW lokasi perlu diperiksa oleh petugas lapangan sebelum diajukan'
  const style = { name: '', rules: [{ ...areaStyle.rules[0]!, name }] }
  const { data, width } = PNG.sync.read(Buffer.from(await draw({ ...areas, style })))
  const edge = Array.from({ length: data.length / 4 / width }, (_, y) => data[4 * (y * width + width - 2)]!)
  expect(edge.every((red) => red === 255)).toBe(true)
})

test('one rule alone, by its name in either language', async () => {
  for (const rule of ['Tinggi', 'High']) {
    const legend = await draw({ ...areas, rule })
    expect(sizeOf(legend).height).toBe(26)
    expect(colourAt(legend, 16, 13)).toBe('#8f3a3f')
  }
})

test('a style without names is one symbol of the size asked for', async () => {
  const style = { name: '', rules: [{ ...areaStyle.rules[0]!, name: '' }] }
  const legend = await draw({ ...areas, style, width: 20, height: 20 })
  expect(sizeOf(legend)).toEqual({ width: 28, height: 28 })
  expect(colourAt(legend, 14, 14)).toBe('#f0cfa5')
})

test('a style without names is called as its layer, in the language asked for', async () => {
  const style = { name: '', rules: areaStyle.rules.map((rule) => ({ ...rule, name: '' })) }
  const title = { id: 'Batas kecamatan dan kelurahan', en: 'Districts' }
  const legend = await draw({ ...areas, style, title })
  expect(sizeOf(legend).height).toBe(26)
  expect(inked(legend, 34)).toBeGreaterThan(100)
  expect(sizeOf(legend).width).toBeGreaterThan(
    sizeOf(await draw({ ...areas, style, title, language: 'en' })).width,
  )
  expect(sizeOf(await draw({ ...areas, title })), 'names of rules go first').toEqual(
    sizeOf(await draw(areas)),
  )
})

test('rules out of scale are left away, and symbols are as small as there', async () => {
  const [low, ...others] = areaStyle.rules
  const style = { name: '', rules: [{ ...low!, scaleDenominator: { max: 50_000 } }, ...others] }
  expect(sizeOf(await draw({ ...areas, style, scaleDenominator: 1e6 })).height).toBe(4 + 2 * 22)
  const marks: LegendRequest = { ...areas, style: pointStyle, geometry: 'point' }
  const near = inked(await draw(marks), 0)
  expect(inked(await draw({ ...marks, scaleDenominator: 1e7 }), 0)).toBeLessThan(near)
})

test('points, lines and layers of both have their symbols', async () => {
  const points = await draw({ ...areas, style: pointStyle, geometry: 'point' })
  expect([0, 1, 2, 3].map((line) => colourAt(points, 16, 13 + 22 * line))).toEqual([
    '#23908a',
    '#2a6a32',
    '#e0a41f',
    '#b42318',
  ])
  const roads = await draw({ ...areas, style: roadStyle, geometry: 'line', background: '#777777' })
  expect(colourAt(roads, 6, 13)).toBe('#3b7198')
  const proposals = { name: '', rules: proposalRules() }
  const mixed = await draw({ ...areas, style: proposals, geometry: 'mixed', transparent: true })
  expect(colourAt(mixed, 16, 13)).toBe('#e0a41f')
  expect(colourAt(mixed, 0, 0)).toBe('clear')
})

test('a symbol larger than a picture may be is refused', async () => {
  await expect(draw({ ...areas, height: 5000 })).rejects.toThrow('height')
})
