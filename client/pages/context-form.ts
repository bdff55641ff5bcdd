import { getJson } from '../api/get-json.ts'
import { idOfTitle } from '../api/id-of-title.ts'
import { sendJson } from '../api/send-json.ts'
import type { ContextLayer } from '../api/types.ts'
import { deskWords } from './catalogue-words.ts'
import { block, button, labelled, tell, tellFailure } from './desk-parts.ts'
import { pageLanguage, say } from './language.ts'

const DOOR = '/api/context-layers'
const kinds = { wms: 'WMS', xyz: 'XYZ', wfs: 'WFS 2.0', 'ogc-features': 'OGC API – Features' }

/** The maps of others that there are, and a form for one more. What was typed stays when it is refused. */
export async function contextForm(place: HTMLElement): Promise<void> {
  const { items, allowedHosts } = await getJson<{ items: ContextLayer[]; allowedHosts: string[] }>(DOOR)
  const list = block('ul', 'plain')
  for (const { id, title, kind, url } of items) {
    const row = block('li', '', `${title[pageLanguage()]} (${kinds[kind]}) – ${url} `)
    const remove = async () => {
      try {
        await sendJson(`${DOOR}/${id}`, { method: 'DELETE' })
        await contextForm(place)
      } catch (error) {
        tellFailure(place, error)
      }
    }
    row.append(button(say(deskWords.remove), () => void remove()))
    list.append(row)
  }
  const hosts = allowedHosts.join(', ')
  const hint = hosts ? say(deskWords.allowed, { hosts }) : say(deskWords.noneAllowed)
  place.replaceChildren(list, block('p', 'note', hint))
  if (hosts) place.append(newLayerForm(place, items))
}

function newLayerForm(place: HTMLElement, known: readonly ContextLayer[]): HTMLElement {
  const form = block('form', 'context-form')
  const kind = block('select')
  for (const [value, name] of Object.entries(kinds)) kind.add(new Option(name, value))
  const field = (type: string, required = true) =>
    Object.assign(block('input'), { type, required, maxLength: 500 })
  const [address, layer, titleId, titleEn, attribution] = [
    field('text'),
    field('text', false),
    field('text'),
    field('text', false),
    field('text'),
  ]
  form.append(
    labelled(say(deskWords.kind), kind),
    labelled(say(deskWords.address), address),
    labelled(say(deskWords.layerName), layer),
    labelled(say(deskWords.titleId), titleId),
    labelled(say(deskWords.titleEn), titleEn),
    labelled(say(deskWords.attribution), attribution),
    block('button', 'button main', say(deskWords.add)),
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const title = { id: titleId.value, en: titleEn.value.trim() || titleId.value }
    const id = idOfTitle(
      title.id,
      'peta',
      known.map((other) => other.id),
    )
    const body = {
      kind: kind.value,
      url: address.value.trim(),
      layer: layer.value.trim() || null,
      title,
      attribution: attribution.value,
    }
    try {
      await sendJson(`${DOOR}/${id}`, { method: 'PUT', body })
      await contextForm(place)
      tell(place, say(deskWords.added, { title: title.id }))
    } catch (error) {
      tellFailure(form, error)
    }
  })
  return form
}
