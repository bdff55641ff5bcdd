import { describe, expect, it } from 'vitest'
import {
  ABSENT,
  type AlternativePage,
  type PackedPage,
  STATE_SHIFT,
  unpackPage,
} from '../../../server/prioritise/alternative-page.ts'
import {
  bytesOf,
  codeOf,
  excludedBy,
  MISSING,
  OUT_OF_RANGE,
  rowOfCode,
} from '../../../server/prioritise/alternatives.ts'
import { assembleAlternatives } from '../../../server/prioritise/assemble-alternatives.ts'
import { SharedCache } from '../../../server/workload/shared-cache.ts'
import type { WorkWatch } from '../../../server/workload/work-watch.ts'

interface Row {
  id: number
  code: string
  cost: number | null
  cells: number[]
}

/** A page as the database packs it: rows in code order, numbers big-endian. */
function pack(rows: Row[], withRaws = false): AlternativePage {
  const sorted = rows.toSorted((a, b) => Buffer.compare(Buffer.from(a.code), Buffer.from(b.code)))
  const bytes = (size: number, write: (buffer: Buffer, row: Row, at: number) => void) => {
    const buffer = Buffer.alloc(size * sorted.length)
    sorted.forEach((row, at) => {
      write(buffer, row, at * size)
    })
    return buffer
  }
  const packed: PackedPage = {
    count: sorted.length,
    first: Math.min(...sorted.map(({ id }) => id)),
    last: Math.max(...sorted.map(({ id }) => id)),
    ids: bytes(4, (buffer, { id }, at) => buffer.writeInt32BE(id, at)),
    code_bytes: Buffer.concat(sorted.map(({ code }) => Buffer.from(code))),
    code_lengths: bytes(2, (buffer, { code }, at) => buffer.writeUInt16BE(Buffer.byteLength(code), at)),
    costs: bytes(8, (buffer, { cost }, at) => buffer.writeDoubleBE(cost ?? Number.NaN, at)),
    cells_0: bytes(2, (buffer, { cells }, at) => buffer.writeUInt16BE(cells[0] ?? 0, at)),
    cells_1: bytes(2, (buffer, { cells }, at) => buffer.writeUInt16BE(cells[1] ?? 0, at)),
  }
  if (withRaws) {
    packed.households = Buffer.from(sorted.map(({ id }) => id % 2))
    packed.raws_0 = bytes(8, (buffer, { id }, at) => buffer.writeDoubleBE(id / 3, at))
    packed.raws_1 = bytes(8, (buffer, { cost }, at) => buffer.writeDoubleBE(cost ?? Number.NaN, at))
  }
  return unpackPage(packed, 2)
}

const missing = (value: number) => value + (MISSING << STATE_SHIFT)
const outOfRange = (value: number) => value + (OUT_OF_RANGE << STATE_SHIFT)
const ROWS: Row[] = ['é-1', 'Z', 'a', '\u{1f331}', '\u{ffee}', 'B', '10', '9', 'a-'].map((code, i) => ({
  id: 100 - i,
  code,
  cost: i === 4 ? null : i * 1.5,
  cells: [[i * 100, missing(ABSENT), outOfRange(70)][i % 3] ?? 0, i % 2 === 0 ? 1000 : missing(400)],
}))
const CRITERIA = [
  { key: 'one', version: 1 },
  { key: 'two', version: 4 },
]

describe('alternatives put together from pages', () => {
  it('are in the order of the bytes of their codes, every row whole, however they were cut into pages', async () => {
    const sorted = ROWS.toSorted((a, b) => Buffer.compare(Buffer.from(a.code), Buffer.from(b.code)))
    const whole = await assembleAlternatives({ pages: [pack(ROWS)], criteria: CRITERIA })
    for (const size of [1, 2, 4]) {
      const pages = Array.from({ length: Math.ceil(ROWS.length / size) }, (_, at) =>
        pack(ROWS.slice(at * size, (at + 1) * size)),
      )
      const found = await assembleAlternatives({ pages, criteria: CRITERIA })
      expect(found.digest).toBe(whole.digest)
      expect(Array.from({ length: found.count }, (_, row) => codeOf(found, row))).toEqual(
        sorted.map(({ code }) => code),
      )
      expect([...found.ids]).toEqual(sorted.map(({ id }) => id))
      expect([...found.costs]).toEqual(sorted.map(({ cost }) => cost ?? Number.NaN))
      expect([...(found.columns[1] ?? [])]).toEqual(
        sorted.map(({ cells }) => (cells[1] === 1000 ? 1000 : 400)),
      )
      for (const [row, { code }] of sorted.entries()) expect(rowOfCode(found, code)).toBe(row)
      expect(rowOfCode(found, 'b')).toBeUndefined()
    }
  })

  it('hold raw values and households of the same rows where they were asked for, and are the same alternatives', async () => {
    for (const size of [2, ROWS.length]) {
      const pages = Array.from({ length: Math.ceil(ROWS.length / size) }, (_, at) =>
        pack(ROWS.slice(at * size, (at + 1) * size), true),
      )
      const { raws, ...found } = await assembleAlternatives({ pages, criteria: CRITERIA, withRaws: true })
      expect(found).toEqual(await assembleAlternatives({ pages, criteria: CRITERIA }))
      expect([...raws!.columns[0]!]).toEqual(Array.from(found.ids, (id) => id / 3))
      expect([...raws!.columns[1]!]).toEqual([...found.costs])
      expect([...raws!.households]).toEqual(Array.from(found.ids, (id) => id % 2))
      const held = bytesOf({ ...found, raws: raws! }) - bytesOf(found)
      expect(held).toBe(raws!.households.byteLength + raws!.columns[0]!.byteLength * 2)
    }
    const none = await assembleAlternatives({ pages: [], criteria: CRITERIA, withRaws: true })
    expect(none.raws?.columns.map(({ length }) => length)).toEqual([0, 0])
  })

  it('know what is missing, out of range and left out', async () => {
    const found = await assembleAlternatives({ pages: [pack(ROWS)], criteria: CRITERIA })
    expect(found.figures).toEqual([
      { missing: 3, outOfRange: 3, absent: 3, least: 0, greatest: 600 },
      { missing: 4, outOfRange: 0, absent: 0, least: 400, greatest: 1000 },
    ])
    expect(found.absent[1]).toBeNull()
    const out = excludedBy(found, [1, 1])
    const names = Array.from({ length: found.count }, (_, row) => row).filter((row) => out?.[row] === 1)
    expect(names.map((row) => codeOf(found, row)).sort()).toEqual(['9', 'Z', '\u{ffee}'].sort())
    expect(excludedBy(found, [0, 1])).toBeUndefined()
  })

  it('have another digest when a value, a cost, a code or a version of a criterion is another', async () => {
    const digest = async (rows: Row[], criteria = CRITERIA) =>
      (await assembleAlternatives({ pages: [pack(rows)], criteria })).digest
    const changed = (change: Partial<Row>) => ROWS.map((row, at) => (at === 3 ? { ...row, ...change } : row))
    const digests = await Promise.all([
      digest(ROWS),
      digest(changed({ code: 'x' })),
      digest(changed({ cost: 1 })),
      digest(changed({ cells: [5, 1] })),
      digest(ROWS, [{ key: 'one', version: 2 }, ...CRITERIA.slice(1)]),
      digest(ROWS.slice(1)),
    ])
    expect(new Set(digests).size).toBe(6)
    expect(await digest(changed({ id: 7 }))).toBe(digests[0])
  })

  it('may be none', async () => {
    const found = await assembleAlternatives({ pages: [], criteria: CRITERIA })
    expect(found).toMatchObject({ count: 0 })
    expect(found.figures[0]).toMatchObject({ missing: 0, absent: 0 })
  })
})

describe('a shared cache', () => {
  it('makes a thing once for all who ask, and again after it was cleared', async () => {
    const cache = new SharedCache<number>({ mostWeight: 100, weightOf: () => 1 })
    let made = 0
    const make = async () => ++made
    expect(await Promise.all([cache.get('a', make), cache.get('a', make)])).toEqual([1, 1])
    cache.clear()
    expect(await cache.get('a', make)).toBe(2)
  })

  it('makes on for the one who stays, ends with the last who leaves, and then makes it anew', async () => {
    const cache = new SharedCache<string>({ mostWeight: 100, weightOf: () => 1 })
    const signals: AbortSignal[] = []
    const make = ({ signal }: Required<WorkWatch>) => {
      signals.push(signal)
      return new Promise<string>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    }
    const [first, second] = [new AbortController(), new AbortController()]
    const asked = [
      cache.get('a', make, { signal: first.signal }),
      cache.get('a', make, { signal: second.signal }),
    ]
    const [one, two] = [new Error('first left'), new Error('second left')]
    first.abort(one)
    await expect(asked[0]).rejects.toBe(one)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    second.abort(two)
    await expect(asked[1]).rejects.toBe(two)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    expect(await cache.get('a', async () => 'made', { signal: new AbortController().signal })).toBe('made')
    await expect(cache.get('a', make, { signal: AbortSignal.abort(one) })).rejects.toBe(one)
    expect(await cache.get('a', make)).toBe('made')
  })

  it('tells how far the making is to all who wait, at once to those who come later, and never to who has left', async () => {
    const cache = new SharedCache<string>({ mostWeight: 100, weightOf: () => 1 })
    const done = Promise.withResolvers<string>()
    let tell: Required<WorkWatch>['onProgress'] = () => {}
    const make = ({ onProgress }: Required<WorkWatch>) => {
      tell = onProgress
      onProgress({ done: 1, of: 4 })
      return done.promise
    }
    const heard: string[] = []
    const hears =
      (name: string): Required<WorkWatch>['onProgress'] =>
      ({ done, of }) =>
        void heard.push(`${name} ${done}/${of}`)
    const leaving = new AbortController()
    const first = cache.get('a', make, { onProgress: hears('first') })
    const leaves = cache.get('a', make, { signal: leaving.signal, onProgress: hears('leaves') })
    tell({ done: 2, of: 4 })
    leaving.abort('left')
    await expect(leaves).rejects.toBe('left')
    const late = cache.get('a', make, { onProgress: hears('late') })
    tell({ done: 3, of: 4 })
    done.resolve('made')
    expect(await Promise.all([first, late])).toEqual(['made', 'made'])
    await cache.get('a', make, { onProgress: hears('known') })
    expect(heard).toEqual([
      ...['first 1/4', 'leaves 1/4', 'first 2/4', 'leaves 2/4'],
      ...['late 2/4', 'first 3/4', 'late 3/4'],
    ])
  })

  it('lets go what was asked for longest ago when it is full, and keeps nothing that failed', async () => {
    const cache = new SharedCache<string>({ mostWeight: 10, weightOf: () => 4 })
    const made: string[] = []
    const get = (key: string) =>
      cache.get(key, async () => {
        made.push(key)
        return key
      })
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key)
    expect(made).toEqual(['a', 'b', 'c', 'b'])
    await expect(cache.get('x', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await get('x')).toBe('x')
  })
})
