import { sitePath } from '../api/site-path.ts'
import { archiveForm } from './archive-form.ts'
import { officeWords } from './catalogue-words.ts'
import { contextForm } from './context-form.ts'
import { offersBoxMap, sendsWhatServes } from './download-form.ts'
import { embedBuilder } from './embed-builder.ts'
import { foreignForm } from './foreign-form.ts'
import { block, button, showFailure } from './form-parts.ts'
import { say } from './language.ts'
import { metadataForm } from './metadata-form.ts'
import { publicationForm } from './publication-form.ts'

// A layer's page reads without this: it adds buttons that copy, and the office's forms.
for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('.copy')) {
  const copy = button(say(officeWords.copy), async () => {
    field.select()
    // Without a secure origin there is no clipboard; what is selected can still be copied by hand.
    await navigator.clipboard?.writeText(field.value).then(
      () => (copy.textContent = say(officeWords.copied)),
      () => {},
    )
  })
  field.after(copy)
}

const downloads = document.querySelector<HTMLFormElement>('.to-have form')
if (downloads) {
  sendsWhatServes(downloads)
  offersBoxMap(downloads, document.querySelector<HTMLImageElement>('.preview img.map'))
}

const builder = document.querySelector<HTMLElement>('#embed-builder')
const frame = document.querySelector<HTMLTextAreaElement>('#embed-frame')
const component = document.querySelector<HTMLTextAreaElement>('#embed-component')
const place = document.querySelector<HTMLElement>('#publication')
const layer = document.querySelector<HTMLElement>('[data-layer]')?.dataset.layer
const contexts = document.querySelector<HTMLElement>('#context-layers')
if (contexts) contextForm(contexts).catch((error: unknown) => showFailure(contexts, error))
const foreign = document.querySelector<HTMLElement>('#foreign-records')
if (foreign) foreignForm(foreign).catch((error: unknown) => showFailure(foreign, error))
if (builder && frame && component && layer)
  builder.append(
    embedBuilder(layer, builder.dataset.server ?? location.origin + sitePath(''), { frame, component }),
  )
if (place && layer) {
  // The server names the forms of what this account may do.
  const forms = place.dataset.forms?.split(' ') ?? []
  const dependents = place.dataset.dependents?.split('\n').filter(Boolean) ?? []
  if (forms.includes('publish'))
    place.append(publicationForm(layer, { published: place.dataset.published === 'yes', dependents }))
  if (forms.includes('archive')) place.append(archiveForm(layer))
  if (forms.includes('describe')) place.append(descriptionOf(layer))
}

/** The form of metadata, made when it is opened. */
function descriptionOf(layer: string): HTMLElement {
  const described = block('details')
  described.append(block('summary', '', say(officeWords.describe)))
  described.addEventListener('toggle', async () => {
    if (!described.open || described.querySelector('form')) return
    await metadataForm(layer).then(
      (form) => described.append(form),
      (error: unknown) => showFailure(described, error),
    )
  })
  return described
}
