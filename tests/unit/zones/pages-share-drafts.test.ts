import { expect, test } from 'vitest'
import { foreignChange } from '../../../client/plan/zone/editing/merge-work.ts'
import {
  addZone,
  changeZone,
  noDrafts,
  openZone,
  removeZone,
  type ZoneDrafts,
} from '../../../client/plan/zone/editing/zone-drafts.ts'
import { ZoneStore } from '../../../client/plan/zone/editing/zone-store.ts'

const zone = (id: string) => ({
  id,
  name: id,
  note: '',
  shape: [
    [
      [
        [111, -2],
        [111.1, -2],
        [111.1, -2.1],
        [111, -2],
      ],
    ],
  ] as const,
})
const both = addZone(addZone(noDrafts, zone('a')), zone('b'))
const shared = (drafts: ZoneDrafts, links = new Map()) => ({ drafts, links })
const names = ({ zones }: ZoneDrafts) => zones.map(({ name }) => name)

/** What stands on this page after the other one wrote. */
function after(mine: ZoneDrafts, theirs: ZoneDrafts): ZoneDrafts {
  return foreignChange(shared(both), shared(mine), shared(theirs)).apply(mine)
}

test('what another page added, changed and removed comes over, and the open zone stays open', () => {
  const theirs = addZone(removeZone(changeZone(both, 'a', { name: 'A di sana' }), 'b'), zone('c'))
  const mine = addZone(both, zone('d'))
  expect(names(after(mine, theirs))).toEqual(['A di sana', 'd', 'c'])
  expect(openZone(after(mine, theirs))?.id).toBe('d')
})

test('of a zone that both pages changed, each keeps its own', () => {
  const mine = changeZone(both, 'a', { name: 'A di sini' })
  expect(names(after(mine, changeZone(both, 'a', { name: 'A di sana' })))).toEqual(['A di sini', 'b'])
  expect(names(after(mine, removeZone(both, 'a')))).toEqual(['A di sini', 'b'])
  expect(names(after(removeZone(both, 'a'), changeZone(both, 'a', { name: 'A di sana' })))).toEqual(['b'])
})

test('nothing comes over where the other page did nothing', () => {
  const mine = changeZone(both, 'a', { note: 'x' })
  const change = foreignChange(shared(both), shared(mine), shared(structuredClone(both)))
  expect(change.isEmpty).toBe(true)
  expect(change.apply(mine)).toBe(mine)
})

test('what another page saved is known to be saved', () => {
  const link = { id: 'zona-1', version: 2, published: false, content: 'x' }
  const change = foreignChange(shared(both), shared(both), shared(both, new Map([['a', link]])))
  expect(change.links.get('a')).toEqual(link)
  const own = new Map([['a', { ...link, version: 3 }]])
  expect(foreignChange(shared(both), shared(both, own), shared(both, new Map([['a', link]]))).links).toBe(own)
})

test('undo takes back what was done on this page, and nothing of the other one', () => {
  const store = new ZoneStore()
  store.update({ drafts: both })
  store.step(changeZone(both, 'a', { name: 'A di sini' }))
  store.takeOver(foreignChange(shared(both), store.state, shared(addZone(both, zone('c')))))
  expect(names(store.state.drafts)).toEqual(['A di sini', 'b', 'c'])
  store.undo()
  expect(names(store.state.drafts)).toEqual(['a', 'b', 'c'])
  store.redo()
  expect(names(store.state.drafts)).toEqual(['A di sini', 'b', 'c'])
})
