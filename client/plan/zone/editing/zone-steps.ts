import { number } from '../../../i18n/format-value.ts'
import { cutHole, mergeShapes, subtractShape } from '../shape/combine-shapes.ts'
import { metresBetween, ringShape, thinLine } from '../shape/draw-shapes.ts'
import { moveShape, removeVertex } from '../shape/edit-vertices.ts'
import { findCrossing } from '../shape/find-crossing.ts'
import { type Position, type Ring, type Shape, shapeArea } from '../shape/shape.ts'
import { splitShape } from '../shape/split-shape.ts'
import { ZoneFaultError } from '../shape/zone-fault.ts'
import { zoneText } from '../zone-words.ts'
import { describeTrouble } from './describe-trouble.ts'
import { addZone, changeZone, freeName, removeZone, replaceZone, type ZoneDraft } from './zone-drafts.ts'
import type { ZoneStore } from './zone-store.ts'

/** A zone of this browser's own, not on the server yet. */
export function newZone(store: ZoneStore, shape: Shape, name?: string): ZoneDraft {
  const id = crypto.randomUUID()
  return { id, name: name ?? nameFor(store, zoneText('stem')), note: '', shape }
}

function nameFor(store: ZoneStore, stem: string): string {
  return freeName(store.state.drafts, stem, store.state.saved ?? [])
}

/** Does a step; what is wrong with it is shown, and nothing has changed then. `take` does it with a repaired shape. */
export function attempt(store: ZoneStore, step: () => void, take?: (repaired: Shape) => void): boolean {
  try {
    step()
    return true
  } catch (error) {
    store.update({ trouble: describeTrouble(error, take), preview: null })
    return false
  }
}

/** What closing the drawing does, by tool: a zone, a split, a hole. Its points stay where it failed. */
export function finishSketch(store: ZoneStore): boolean {
  const { tool, sketch } = store.state
  const finish = () => {
    store.clearSketch()
    store.choose('edit')
  }
  const step = () => {
    if (tool === 'split') splitOpen(store, sketch)
    else if (tool === 'hole') holeOpen(store, sketch)
    else drawZone(store, ringShape(sketch))
  }
  const done = attempt(store, step, (repaired) => {
    drawZone(store, repaired)
    finish()
  })
  if (done) finish()
  return done
}

/** A drawn area fills the open zone if that is empty, and is a zone of its own otherwise. */
export function drawZone(store: ZoneStore, shape: Shape): void {
  const { drafts } = store.state
  const { open } = store
  const fills = open?.shape.length === 0 ? open : null
  const zone = fills ? { ...fills, shape } : newZone(store, shape)
  const news = zoneText('drawn', { name: zone.name, area: number(shapeArea(shape) / 1e6, 1) })
  store.step(fills ? changeZone(drafts, zone.id, { shape }) : addZone(drafts, zone), { news })
}

/** Closes a freehand line, without the points that nobody would miss at so many degrees a pixel. */
export function finishFreehand(store: ZoneStore, pixelDegrees: number): void {
  store.update({ sketch: thinLine(store.state.sketch, pixelDegrees * 1.5) })
  finishSketch(store)
}

function required(store: ZoneStore): ZoneDraft {
  const { open } = store
  if (!open || open.shape.length === 0) throw new ZoneFaultError('nothing-left')
  return open
}

/** Two zones in the place of one: the first keeps name and ties to the server. */
export function splitOpen(store: ZoneStore, line: Ring): void {
  const open = required(store)
  const { left, right } = splitShape(open.shape, line)
  const other = { ...newZone(store, right), name: nameFor(store, `${open.name} ·`) }
  store.step(replaceZone(store.state.drafts, open.id, [{ ...open, shape: left }, other]), {
    news: zoneText('didSplit'),
  })
}

export function holeOpen(store: ZoneStore, ring: Ring): void {
  changeOpen(store, cutHole(required(store).shape, ring), zoneText('didHole'))
}

/** Gives the open zone another area, checked for crossings. */
export function changeOpen(store: ZoneStore, shape: Shape, news = '', kind = ''): void {
  const { open, state } = store
  if (!open) return
  const crossing = findCrossing(shape)
  if (crossing) throw new ZoneFaultError('crosses-itself', crossing)
  store.step(changeZone(state.drafts, open.id, { shape }), news ? { news } : {}, kind)
}

/** The open zone takes in the others; they leave the drafts. */
export function mergeInto(store: ZoneStore, others: readonly string[]): void {
  const open = required(store)
  const { drafts } = store.state
  const joined = drafts.zones.filter(({ id }) => others.includes(id))
  const shape = mergeShapes([open.shape, ...joined.map((zone) => zone.shape)])
  const without = joined.reduce((left, { id }) => removeZone(left, id), drafts)
  const news = zoneText('didMerge', { count: joined.length + 1 })
  store.step({ ...changeZone(without, open.id, { shape }), open: open.id }, { news })
}

export async function bufferOpen(store: ZoneStore, metres: number): Promise<void> {
  const { bufferShape } = await import('../shape/buffer-shape.ts')
  attempt(store, () =>
    changeOpen(
      store,
      bufferShape(required(store).shape, metres),
      zoneText('didBuffer', { metres: number(metres, 0) }),
    ),
  )
}

/** Adds a whole village to the open zone or takes it out; where it is not said which, whatever is the change. */
export function toggleVillage(
  store: ZoneStore,
  village: { name: string; shape: Shape },
  way: 'in' | 'out' | 'either' = 'either',
): void {
  const { open, state } = store
  const shape = open?.shape ?? []
  const takesOut = way === 'out' || (way === 'either' && holdsShape(shape, village.shape))
  const next = takesOut ? subtractShape(shape, village.shape) : mergeShapes([shape, village.shape])
  const news = zoneText(takesOut ? 'villageOut' : 'villageIn', { name: village.name })
  const drafts = open
    ? changeZone(state.drafts, open.id, { shape: next })
    : addZone(state.drafts, newZone(store, next))
  store.step(drafts, { news })
}

/** All but a hundredth: borders as delivered and as cleaned differ a little. */
function holdsShape(outer: Shape, inner: Shape): boolean {
  return shapeArea(subtractShape(inner, outer)) < 0.01 * shapeArea(inner)
}

export function removeMarkedVertex(store: ZoneStore): void {
  const { vertex } = store.state
  if (vertex) attempt(store, () => changeOpen(store, removeVertex(required(store).shape, vertex)))
}

export function moveOpen(store: ZoneStore, by: Position): void {
  attempt(store, () => changeOpen(store, moveShape(required(store).shape, by), '', `move:${store.open?.id}`))
}

/** Whether a click closes the ring: it is near its first point. */
export function closes(sketch: Ring, point: Position, withinMetres: number): boolean {
  const [first] = sketch
  return sketch.length >= 3 && first !== undefined && metresBetween(first, point) <= withinMetres
}
