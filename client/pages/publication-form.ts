import type { LayerMetadata } from '../../core/api/layer-metadata.ts'
import { formatNumber } from '../../core/proposal/format.ts'
import { getJson } from '../api/get-json.ts'
import { sendJson } from '../api/send-json.ts'
import { officeWords } from './catalogue-words.ts'
import { block, button, showFailure, showMessage } from './form-parts.ts'
import { pageLanguage, say } from './language.ts'

const SAMPLE = 5

/** GeoJSON, as far as it is shown. */
type Sample = { features: { properties: Record<string, unknown> }[] }

interface Standing {
  published: boolean
  dependents: readonly string[]
}

/**
 * Whether the layer is public, and the way to change it: what becomes public is shown before, and so are the public layers that
 * are computed from one that is taken back (`dependents`, their titles).
 */
export function publicationForm(layer: string, { published, dependents }: Standing): HTMLElement {
  const form = block('div', 'publication')
  const draw = (isPublic: boolean, message?: string) => {
    const state = block('p', '', say(isPublic ? officeWords.isPublic : officeWords.isHidden))
    const change = isPublic
      ? button(say(officeWords.hide), () => (dependents.length > 0 ? warn() : void write(false)))
      : button(say(officeWords.publish), () => void preview(), true)
    form.replaceChildren(state, change)
    const undo = button(say(officeWords.undo), () => void write(!isPublic))
    if (message) showMessage(form, message, undo)
  }
  const write = async (isPublic: boolean) => {
    try {
      await setPublic(layer, isPublic)
      draw(isPublic, say(isPublic ? officeWords.published : officeWords.hidden))
    } catch (error) {
      showFailure(form, error)
    }
  }
  const ask = (about: readonly HTMLElement[], question: string, isPublic: boolean) => {
    const cancel = button(say(officeWords.cancel), () => draw(!isPublic))
    form.replaceChildren(
      ...about,
      button(question, () => void write(isPublic), true),
      cancel,
    )
  }
  const warn = () => ask(warningOf(dependents), say(officeWords.hideAnyway), false)
  const preview = async () => {
    form.replaceChildren(block('p', 'note', say(officeWords.loading)))
    try {
      ask([await previewOf(layer)], say(officeWords.confirm), true)
    } catch (error) {
      draw(false)
      showFailure(form, error)
    }
  }
  draw(published)
  return form
}

async function setPublic(layer: string, isPublic: boolean): Promise<void> {
  const body = { state: isPublic ? 'published' : 'unpublished' }
  await sendJson(`/api/layers/${encodeURIComponent(layer)}/publication`, { method: 'PUT', body })
}

/** What is computed from a layer that is about to be taken back. */
function warningOf(dependents: readonly string[]): HTMLElement[] {
  const list = block('ul', 'plain')
  for (const title of dependents) list.append(block('li', '', title))
  return [block('p', '', say(officeWords.dependents, { count: String(dependents.length) })), list]
}

/** The fields that the public will see, and the first features as it will see them. */
async function previewOf(layer: string): Promise<HTMLElement> {
  const name = encodeURIComponent(layer)
  const metadata = await getJson<LayerMetadata>(`/api/layers/${name}/metadata`)
  const asked = new URLSearchParams({ limit: String(SAMPLE), f: 'json' })
  const { features } = await getJson<Sample>(`/ogc/collections/${name}/items`, asked)
  const box = block('div', 'becomes-public')
  const count = formatNumber(metadata.quality.features, pageLanguage())
  const table = block('table')
  const heading = table.createTHead().insertRow()
  for (const { name: field, title } of metadata.fields) {
    const cell = block('th', '', title[pageLanguage()])
    cell.scope = 'col'
    cell.title = field
    heading.append(cell)
  }
  const body = table.createTBody()
  for (const { properties } of features) {
    const row = body.insertRow()
    for (const { name: field } of metadata.fields) row.insertCell().textContent = shown(properties[field])
  }
  const scroll = block('div', 'scroll')
  scroll.tabIndex = 0
  scroll.append(table)
  box.append(
    block('h3', '', say(officeWords.previewTitle)),
    block('p', '', say(officeWords.previewReach, { count })),
    block('p', 'note', say(officeWords.sample)),
    scroll,
  )
  return box
}

function shown(value: unknown): string {
  return value === null || value === undefined ? '–' : String(value)
}
