import { html, nothing } from 'lit'
import { textOf } from '../../../panel/event-control.ts'
import { snapToBorders } from '../editing/zone-api.ts'
import { withServer } from '../editing/zone-saving.ts'
import type { ZoneSession } from '../editing/zone-session.ts'
import { attempt, bufferOpen, changeOpen, mergeInto, splitOpen } from '../editing/zone-steps.ts'
import type { ZoneStore } from '../editing/zone-store.ts'
import { panelText } from '../panel-words.ts'
import type { Position } from '../shape/shape.ts'
import { zoneText } from '../zone-words.ts'

/** Widening, snapping, merging, splitting and cutting of the open zone, by number; what was typed is kept. */
export function shapeOperations({ store }: ZoneSession) {
  const has = (store.open?.shape.length ?? 0) > 0
  if (!has) return nothing
  return html`<h3>${panelText('shapeTitle')}</h3><div class="operations">
    ${numberField(store, { key: 'buffer', label: panelText('bufferLabel'), first: '500' }, (metres) => bufferOpen(store, metres))}
    ${store.state.mayWrite ? numberField(store, { key: 'snap', label: panelText('snapLabel'), first: '200' }, (metres) => snapOpen(store, metres)) : nothing}
    ${splitField(store)}${mergeField(store)}
    <button class="button" type="button" @click=${() => store.choose('hole')}>${panelText('holeHere')}</button></div>`
}

interface NumberField {
  readonly key: string
  readonly label: string
  readonly first: string
}

function typed(store: ZoneStore, key: string) {
  return (event: Event) => store.update({ fields: { ...store.state.fields, [key]: textOf(event) } })
}

function numberField(
  store: ZoneStore,
  { key, label, first }: NumberField,
  run: (metres: number) => Promise<void>,
) {
  const text = store.state.fields[key] ?? first
  const metres = readNumber(text)
  const submit = (event: Event) => {
    event.preventDefault()
    if (metres !== null) void run(metres)
  }
  return html`<form class="field" @submit=${submit}><label for=${key}>${label}</label><span class="line">
    <input id=${key} inputmode="decimal" autocomplete="off" .value=${text} aria-invalid=${metres === null} @input=${typed(store, key)}>
    <button class="button" type="submit" ?disabled=${metres === null || metres === 0}>${panelText('buffer')}</button></span></form>`
}

/** A decimal comma or point; null for anything else, and for more than 50 km. */
export function readNumber(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(value) && Math.abs(value) <= 50_000 ? value : null
}

async function snapOpen(store: ZoneStore, metres: number): Promise<void> {
  const { open } = store
  if (!open) return
  await withServer(store, 'snap', async () => {
    changeOpen(store, await snapToBorders(open.shape, Math.abs(metres)), zoneText('didSnap'))
  })
}

function splitField(store: ZoneStore) {
  const text = store.state.fields.line ?? ''
  const line = readLine(text)
  const isBad = text.trim() !== '' && line === null
  const submit = (event: Event) => {
    event.preventDefault()
    if (line) attempt(store, () => splitOpen(store, line))
  }
  return html`<form class="field" @submit=${submit}>
    <button class="button" type="button" @click=${() => store.choose('split')}>${panelText('splitHere')}</button>
    <label for="line" class="note">${panelText('splitBy')}</label><span class="line">
    <input id="line" autocomplete="off" placeholder="111,5 -2,6; 111,9 -2,4" aria-label=${panelText('lineLabel')} .value=${text} aria-invalid=${isBad} @input=${typed(store, 'line')}>
    <button class="button" type="submit" ?disabled=${!line}>${panelText('split2')}</button></span>
    ${isBad ? html`<span class="note" role="alert">${panelText('lineBad')}</span>` : nothing}</form>`
}

/** "111,5 -2,6; 111,9 -2,4": pairs apart by semicolons or new lines; decimal commas or points. */
export function readLine(text: string): Position[] | null {
  const points = text
    .split(/[;\n]+/)
    .filter((pair) => pair.trim() !== '')
    .map((pair) => (pair.match(/-?\d+(?:[.,]\d+)?/g) ?? []).map((part) => Number(part.replace(',', '.'))))
  const isGood = (pair: number[]) =>
    pair.length === 2 && Math.abs(pair[0] ?? 999) <= 180 && Math.abs(pair[1] ?? 999) <= 90
  if (points.length < 2 || !points.every(isGood)) return null
  return points.map(([lon = 0, lat = 0]): Position => [lon, lat])
}

function mergeField(store: ZoneStore) {
  const { drafts } = store.state
  const others = drafts.zones.filter(({ id, shape }) => id !== drafts.open && shape.length > 0)
  const submit = (event: Event) => {
    event.preventDefault()
    const chosen = new FormData(event.target as HTMLFormElement).getAll('zone').map(String)
    if (chosen.length > 0) attempt(store, () => mergeInto(store, chosen))
  }
  return html`<form class="field" @submit=${submit}><span>${panelText('mergeTitle')}</span>
    ${others.length === 0 ? html`<span class="note">${panelText('mergeNone')}</span>` : nothing}
    ${others.map(({ id, name }) => html`<label class="check"><input type="checkbox" name="zone" value=${id}><span>${name || '–'}</span></label>`)}
    ${others.length > 0 ? html`<button class="button" type="submit">${panelText('merge')}</button>` : nothing}</form>`
}
