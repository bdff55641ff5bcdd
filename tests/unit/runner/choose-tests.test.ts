import { describe, expect, it } from 'vitest'
import { chooseTests } from '../../support/runner/choose-tests.ts'
import { scratchFolder } from '../formats/scratch-folder.ts'

const folder = scratchFolder()
const file = (name: string, ...imports: string[]) =>
  folder.write(name, Buffer.from(imports.map((path) => `import '${path}'\n`).join('')))

const changed = file('ring.ts')
const through = file('polygon.ts', './ring.ts')
const worker = folder.write('pool.ts', Buffer.from(`new Worker(new URL('./polygon.ts', import.meta.url))`))
const far = file('server.ts', './pool.ts')
const own = file('ring.test.ts', './ring.ts')
const near = file('polygon.test.ts', './polygon.ts')
const distant = file('server.test.ts', './server.ts')
const apart = file('text.test.ts')
const tests = [apart, distant, near, own]

describe('the tests of a change', () => {
  it('are those that reach it, by imports and workers, the nearest first', () => {
    const { chosen, left } = chooseTests(tests, [changed], {}, 60_000)
    expect(chosen).toEqual([own, near, distant])
    expect(left).toBe(0)
    expect(chooseTests(tests, [far], {}, 60_000).chosen).toEqual([distant])
    expect(chooseTests(tests, [through, worker], {}, 60_000).chosen).toEqual([near, distant])
  })

  it('fill the time that there is, by what each took last', () => {
    const times = { 'unit ring.test.ts': 4_000, 'postgis polygon.test.ts': 9_000, 'unit server.test.ts': 500 }
    expect(chooseTests(tests, [changed], times, 5_000)).toEqual({
      chosen: [own, distant],
      left: 1,
      expectedMs: 4_500,
    })
  })
})
