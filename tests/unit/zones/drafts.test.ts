import { describe, expect, it } from 'vitest'
import { DraftHistory } from '../../../client/plan/zone/editing/draft-history.ts'
import { keepWork, noWork, recallWork } from '../../../client/plan/zone/editing/keep-work.ts'
import { LiveFigures } from '../../../client/plan/zone/editing/live-figures.ts'
import {
  addZone,
  changeZone,
  freeName,
  noDrafts,
  openZone,
  removeZone,
  replaceZone,
  type ZoneDraft,
} from '../../../client/plan/zone/editing/zone-drafts.ts'
import { square } from './shapes.ts'

const zone = (id: string, name = id): ZoneDraft => ({ id, name, note: '', shape: [[square(111, -3, 1)]] })

class MemoryStorage implements Storage {
  readonly items = new Map<string, string>()
  readonly #room: number
  constructor(room = 1e9) {
    this.#room = room
  }
  get length() {
    return this.items.size
  }
  clear = () => this.items.clear()
  key = (index: number) => [...this.items.keys()][index] ?? null
  getItem = (key: string) => this.items.get(key) ?? null
  removeItem = (key: string) => void this.items.delete(key)
  setItem = (key: string, value: string) => {
    if (value.length > this.#room) throw new DOMException('full', 'QuotaExceededError')
    this.items.set(key, value)
  }
}

describe('drafts', () => {
  it('opens what is added, and the neighbour of what is taken away', () => {
    const drafts = addZone(addZone(addZone(noDrafts, zone('a')), zone('b')), zone('c'))
    expect(openZone(drafts)?.id).toBe('c')
    expect(removeZone(drafts, 'c').open).toBe('b')
    expect(removeZone({ ...drafts, open: 'a' }, 'a').open).toBe('b')
    expect(removeZone(drafts, 'a').open).toBe('c')
    expect(replaceZone(drafts, 'b', [zone('d'), zone('e')]).zones.map(({ id }) => id)).toEqual([
      'a',
      'd',
      'e',
      'c',
    ])
  })

  it('names a new zone with the first number that is free', () => {
    const drafts = addZone(addZone(noDrafts, zone('a', 'Zona prioritas 1')), zone('b', 'Zona prioritas 3'))
    expect(freeName(drafts, 'Zona prioritas')).toBe('Zona prioritas 2')
  })
})

describe('undo', () => {
  it('goes back step by step and forward again, until something else is done', () => {
    const history = new DraftHistory()
    const one = addZone(noDrafts, zone('a'))
    const two = addZone(one, zone('b'))
    history.remember(noDrafts)
    history.remember(one)
    expect(history.undo(two)).toBe(one)
    expect(history.undo(one)).toBe(noDrafts)
    expect(history.undo(noDrafts)).toBeNull()
    expect(history.redo(noDrafts)).toBe(one)
    history.remember(one)
    expect(history.canRedo).toBe(false)
  })

  it('takes the letters of a name back together', () => {
    const history = new DraftHistory()
    let drafts = addZone(noDrafts, zone('a'))
    history.remember(noDrafts)
    for (const name of ['P', 'Pe', 'Pes']) {
      history.remember(drafts, 'name:a')
      drafts = changeZone(drafts, 'a', { name })
    }
    expect(openZone(history.undo(drafts) ?? noDrafts)?.name).toBe('a')
  })
})

describe('work that is kept in the browser', () => {
  it('comes back as it was, of its own district alone', () => {
    const storage = new MemoryStorage()
    const work = {
      drafts: addZone(addZone(noDrafts, zone('a')), { ...zone('b'), shape: [] }),
      links: new Map([['a', { id: 'zona-a', version: 3, published: true, content: 'x' }]]),
      sketch: [[111.5, -2.5]] as const,
      fields: { paste: '{"type":' },
    }
    expect(keepWork(storage, '62.01', work)).toBe(true)
    expect(recallWork(storage, '62.01')).toEqual(work)
    expect(recallWork(storage, '35.01')).toEqual(noWork)
  })

  it('that is damaged gives what can be read of it', () => {
    const storage = new MemoryStorage()
    storage.setItem(
      'petausul:zones:1:x',
      '{"desk":{"zones":[{"id":"a","name":"A","note":"","geometry":7},{"id":3}]},"links":[[1]],"sketch":[["a"]]}',
    )
    expect(recallWork(storage, 'x')).toEqual({
      ...noWork,
      drafts: { zones: [{ id: 'a', name: 'A', note: '', shape: [] }], open: 'a' },
    })
    storage.setItem('petausul:zones:1:x', '{{{')
    expect(recallWork(storage, 'x')).toEqual(noWork)
  })

  it('tells when there is no room for it', () => {
    expect(keepWork(new MemoryStorage(10), 'x', { ...noWork, drafts: addZone(noDrafts, zone('a')) })).toBe(
      false,
    )
  })
})

describe('figures while dragging', () => {
  it('are asked one at a time, and of many moves only the last is asked next', async () => {
    const asked: number[] = []
    const answers: ((value: string) => void)[] = []
    const live = new LiveFigures<{ n: number }, string>(({ n }) => {
      asked.push(n)
      return new Promise((resolve) => answers.push(resolve))
    }, 0)
    for (let n = 0; n < 50; n++) live.want({ n })
    expect(asked).toEqual([0])
    answers[0]?.('first')
    await expect.poll(() => asked).toEqual([0, 49])
    expect(live.state).toEqual({ figures: 'first', failure: null, isStale: true, share: null })
    answers[1]?.('last')
    await expect
      .poll(() => live.state)
      .toEqual({ figures: 'last', failure: null, isStale: false, share: null })
    expect(asked).toEqual([0, 49])
  })

  it('stay, marked as old, when a question fails, and can be asked for again', async () => {
    let fails = false
    const live = new LiveFigures<{ n: number }, number>(async ({ n }) => {
      if (fails) throw new Error('down')
      return n
    }, 0)
    live.want({ n: 1 })
    await expect.poll(() => live.state.figures).toBe(1)
    fails = true
    live.want({ n: 2 })
    await expect.poll(() => live.state.failure).toBeInstanceOf(Error)
    expect(live.state).toMatchObject({ figures: 1, isStale: true })
    fails = false
    live.again()
    await expect.poll(() => live.state).toEqual({ figures: 2, failure: null, isStale: false, share: null })
  })

  it('tell how much the server has read before it counts, until they are there', async () => {
    let answer = (_: string) => {}
    let tell = (_: number) => {}
    const live = new LiveFigures<object, string>((_question, { onShare }) => {
      tell = onShare
      return new Promise((done) => {
        answer = done
      })
    }, 0)
    live.want({})
    expect(live.state.share).toBeNull()
    tell(0.25)
    expect(live.state).toEqual({ figures: null, failure: null, isStale: false, share: 0.25 })
    answer('there')
    await expect
      .poll(() => live.state)
      .toEqual({ figures: 'there', failure: null, isStale: false, share: null })
    live.want({})
    live.clear()
    tell(0.5)
    expect(live.state.share).toBeNull()
  })

  it('of a zone that was closed meanwhile are not shown', async () => {
    let resolve = (_: string) => {}
    const live = new LiveFigures<object, string>(
      () =>
        new Promise((done) => {
          resolve = done
        }),
      0,
    )
    live.want({})
    live.clear()
    resolve('late')
    await new Promise((done) => setTimeout(done, 5))
    expect(live.state.figures).toBeNull()
  })
})
