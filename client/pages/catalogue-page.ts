import { archiveForm } from './archive-form.ts'
import { deskWords } from './catalogue-words.ts'
import { contextForm } from './context-form.ts'
import { embedBuilder } from './embed-builder.ts'
import { say } from './language.ts'
import { metadataForm } from './metadata-form.ts'
import { publicationForm } from './publication-form.ts'

// A layer's page reads without this: it adds buttons that copy, and the office's forms.
for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('.copy')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  button.textContent = say(deskWords.copy)
  button.addEventListener('click', async () => {
    field.select()
    // Without a secure origin there is no clipboard; what is selected can still be copied by hand.
    await navigator.clipboard?.writeText(field.value).then(
      () => (button.textContent = say(deskWords.copied)),
      () => {},
    )
  })
  field.after(button)
}

const builder = document.querySelector<HTMLElement>('#embed-builder')
const frame = document.querySelector<HTMLTextAreaElement>('#embed-frame')
const component = document.querySelector<HTMLTextAreaElement>('#embed-component')
const place = document.querySelector<HTMLElement>('#publication')
const layer = document.querySelector<HTMLElement>('[data-layer]')?.dataset.layer
const contexts = document.querySelector<HTMLElement>('#context-layers')
if (contexts) void contextForm(contexts)
if (builder && frame && component && layer) builder.append(embedBuilder(layer, frame, component))
if (place && layer) {
  const described = document.createElement('details')
  const summary = document.createElement('summary')
  summary.textContent = say(deskWords.describe)
  described.append(summary)
  described.addEventListener('toggle', async () => {
    if (!described.open || described.childElementCount > 1) return
    described.append(
      await metadataForm(layer).catch((error: unknown) => document.createTextNode(String(error))),
    )
  })
  place.append(publicationForm(layer, place.dataset.published === 'yes'), archiveForm(layer), described)
}
