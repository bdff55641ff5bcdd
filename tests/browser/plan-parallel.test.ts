import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyze } from './analyze.ts'
import { PlanHost } from './plan-page.ts'

interface CriteriaElement {
  store: {
    state: {
      selection: Set<string>
      criteria: { key: string }[]
      alternatives: { codes: string[]; columns: Map<string, Uint16Array> }
    }
    ranking: { excluded: Uint8Array }
  }
}

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start()
})
afterAll(() => host.viewer.close())

describe('proposals as lines over criteria', () => {
  it('marks what lies in a range of a criterion, by keys and by dragging along its axis', async () => {
    const page = await host.open()
    await page.getByRole('button', { name: 'Statistik', exact: true }).click()
    await page.locator('[data-id="+parallel"]').click()
    const sliders = page.locator('pu-parallel input[type=range]')
    await sliders.first().focus()
    await page.keyboard.press('End')
    const within = (low: number, high: number) =>
      page.evaluate(
        ([from, to]) => {
          const { state } = document.querySelector<Element & CriteriaElement>('pu-plan')!.store
          const { codes, columns } = state.alternatives
          const [first] = state.criteria.filter(({ key }) => columns.has(key))
          const column = columns.get(first!.key)!
          const wanted = codes.filter((_, row) => column[row]! >= from! && column[row]! <= to!)
          return { wanted, marked: [...state.selection] }
        },
        [low, high],
      )
    const highest = await within(1000, 1000)
    expect(highest.wanted.length).toBeGreaterThan(0)
    expect(highest.marked).toEqual(highest.wanted)
    await page.getByRole('button', { name: 'Hapus rentang' }).click()
    expect((await within(0, 1000)).marked).toEqual([])
    // Two ranges together mark what lies in both.
    const set = (name: string, value: number) =>
      page.getByLabel(`${name}, paling rendah`).evaluate((input, to) => {
        Object.assign(input, { value: String(to) })
        input.dispatchEvent(new Event('change'))
      }, value)
    await set('Kemendesakan', 500)
    await set('Kesiapan lahan dan dokumen', 300)
    const both = await page.evaluate(() => {
      const { state, ranking } = document.querySelector<Element & CriteriaElement>('pu-plan')!.store
      const { codes, columns } = state.alternatives
      const [first] = state.criteria.filter(({ key }) => columns.has(key))
      const from = (key: string, low: number) =>
        codes.filter((_, row) => !ranking.excluded[row] && columns.get(key)![row]! >= low)
      return { first: from(first!.key, 500), second: from('readiness', 300), marked: [...state.selection] }
    })
    const wanted = both.first.filter((code) => both.second.includes(code))
    expect(both.marked.toSorted()).toEqual(wanted.toSorted())
    expect(wanted.length).toBeGreaterThan(0)
    expect(wanted.length).toBeLessThan(Math.min(both.first.length, both.second.length))
    await page.getByRole('button', { name: 'Hapus rentang' }).click()
    const box = (await page.locator('pu-parallel canvas').boundingBox())!
    await page.mouse.move(box.x + 16, box.y + box.height - 2)
    await page.mouse.down()
    await page.mouse.move(box.x + 16, box.y + box.height / 2, { steps: 3 })
    await page.mouse.up()
    const high = Number(await sliders.nth(1).inputValue())
    expect(high).toBeGreaterThan(300)
    expect(high).toBeLessThan(700)
    const lower = await page.evaluate(() => {
      const { state } = document.querySelector<Element & CriteriaElement>('pu-plan')!.store
      const { codes, columns } = state.alternatives
      const [first] = state.criteria.filter(({ key }) => columns.has(key))
      const column = columns.get(first!.key)!
      const values = codes.map((code, row) => [state.selection.has(code), column[row]!] as const)
      const of = (marked: boolean) => values.filter(([is]) => is === marked).map(([, value]) => value)
      return { marked: Math.max(...of(true)), others: Math.min(...of(false)) }
    })
    expect(lower.marked).toBeLessThan(lower.others)
    const { violations } = await analyze(page)
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })

  it('draws no axis of a criterion that tells no proposals apart, and names it', async () => {
    const page = await host.open('/rencana?year=2025')
    await page.getByRole('button', { name: 'Statistik', exact: true }).click()
    await page.locator('[data-id="+parallel"]').click()
    const undrawn = page.locator('pu-parallel .undrawn')
    await undrawn.waitFor()
    expect(await undrawn.innerText()).toContain('Kemendesakan')
    const axes = await page.locator('pu-parallel .names span').allTextContents()
    expect(axes).toContain('Biaya')
    expect(axes).not.toContain('Kemendesakan')
    expect(await page.locator('pu-parallel details input[type=range]').count()).toBe(2 * axes.length)
    await page.context().close()
  })
})
