import type { ContextLayer, ContextLayers } from '../../core/api/context-layer.ts'
import { getJson } from '../api/get-json.ts'
import { idOfTitle } from '../api/id-of-title.ts'
import { sendJson } from '../api/send-json.ts'
import { officeWords } from './catalogue-words.ts'
import { block, button, labelled, showFailure, showMessage } from './form-parts.ts'
import { pageLanguage, say } from './language.ts'

const ADDRESS = '/api/context-layers'
const kinds = { wms: 'WMS', xyz: 'XYZ', wfs: 'WFS 2.0', 'ogc-features': 'OGC API – Features' }

/** The maps of others that there are, and a form for one more. What was typed stays when it is refused. */
export async function contextForm(place: HTMLElement): Promise<void> {
  const { items, allowedHosts } = await getJson<ContextLayers>(ADDRESS)
  const list = block('ul', 'plain')
  for (const { id, title, kind, url } of items) {
    const row = block('li', '', `${title[pageLanguage()]} (${kinds[kind]}) – ${url} `)
    const remove = async () => {
      try {
        await sendJson(`${ADDRESS}/${id}`, { method: 'DELETE' })
        await contextForm(place)
      } catch (error) {
        showFailure(place, error)
      }
    }
    row.append(button(say(officeWords.remove), () => void remove()))
    list.append(row)
  }
  const hosts = allowedHosts.join(', ')
  const hint = hosts ? say(officeWords.allowed, { hosts }) : say(officeWords.noneAllowed)
  place.replaceChildren(list, block('p', 'note', hint))
  if (hosts) place.append(newLayerForm(place, items))
}

function newLayerForm(place: HTMLElement, known: readonly ContextLayer[]): HTMLElement {
  const form = block('form', 'context-form')
  const kind = block('select')
  for (const [value, name] of Object.entries(kinds)) kind.add(new Option(name, value))
  const field = (type: string, required = true) =>
    Object.assign(block('input'), { type, required, maxLength: 500 })
  const [address, titleId, attribution] = [field('text'), field('text'), field('text')]
  const [layer, titleEn] = [field('text', false), field('text', false)]
  form.append(
    labelled(say(officeWords.kind), kind),
    labelled(say(officeWords.address), address),
    labelled(say(officeWords.layerName), layer),
    labelled(say(officeWords.titleId), titleId),
    labelled(say(officeWords.titleEn), titleEn),
    labelled(say(officeWords.attribution), attribution),
    block('button', 'button main', say(officeWords.add)),
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const title = { id: titleId.value, en: titleEn.value.trim() || titleId.value }
    const ids = known.map((other) => other.id)
    const body = {
      kind: kind.value,
      url: address.value.trim(),
      layer: layer.value.trim() || null,
      title,
      attribution: attribution.value,
    }
    try {
      await sendJson(`${ADDRESS}/${idOfTitle(title.id, 'peta', ids)}`, { method: 'PUT', body })
      await contextForm(place)
      showMessage(place, say(officeWords.added, { title: title.id }))
    } catch (error) {
      showFailure(form, error)
    }
  })
  return form
}
