import type { ForeignRecords } from '../../core/api/foreign-record.ts'
import { getJson } from '../api/get-json.ts'
import { sendJson } from '../api/send-json.ts'
import { officeWords } from './catalogue-words.ts'
import { block, button, labelled, showFailure } from './form-parts.ts'
import { say } from './language.ts'

const ADDRESS = '/api/records'

/** Where records of other offices are dropped or chosen, and those that were added by hand, which can be taken away again. */
export async function foreignForm(place: HTMLElement): Promise<void> {
  const { items } = await getJson<ForeignRecords>(ADDRESS)
  const list = block('ul', 'plain')
  for (const { id, title } of items.filter(({ inPackage }) => !inPackage)) {
    const row = block('li', '', `${title} `)
    row.append(button(say(officeWords.remove), () => void remove(place, id)))
    list.append(row)
  }
  place.replaceChildren(dropZone(place), list)
}

async function remove(place: HTMLElement, id: string): Promise<void> {
  try {
    await sendJson(`${ADDRESS}/${encodeURIComponent(id)}`, { method: 'DELETE' })
    location.reload()
  } catch (error) {
    showFailure(place, error)
  }
}

function dropZone(place: HTMLElement): HTMLElement {
  const zone = block('div', 'drop')
  const input = Object.assign(block('input'), {
    type: 'file',
    accept: '.xml,.json,.jsonld',
    multiple: true,
  })
  input.addEventListener('change', () => void add(place, [...(input.files ?? [])]))
  zone.append(
    labelled(say(officeWords.addRecords), input),
    block('p', 'note', say(officeWords.addRecordsHint)),
  )
  zone.addEventListener('dragover', (event) => {
    event.preventDefault()
    zone.classList.add('over')
  })
  zone.addEventListener('dragleave', () => zone.classList.remove('over'))
  zone.addEventListener('drop', (event) => {
    event.preventDefault()
    zone.classList.remove('over')
    void add(place, [...(event.dataTransfer?.files ?? [])])
  })
  return zone
}

/** One file after the other; the first that is refused says why, and those before it stay. */
async function add(place: HTMLElement, files: readonly File[]): Promise<void> {
  try {
    for (const file of files) {
      const text = await file.text()
      const type = text.trimStart().startsWith('<') ? 'application/xml' : 'application/json'
      await sendJson(ADDRESS, { text, headers: { 'content-type': type } })
    }
    location.reload()
  } catch (error) {
    showFailure(place, error)
  }
}
