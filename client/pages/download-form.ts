import { BoxMap } from './box-map.ts'
import { officeWords } from './catalogue-words.ts'
import { button } from './form-parts.ts'
import { say } from './language.ts'

/**
 * Leaves out of a download's address what does not go with the rest: KML knows one coordinate system alone, and nothing is cut
 * where neither a zone nor a box is given.
 */
export function sendsWhatServes(form: HTMLFormElement): void {
  let pressed: HTMLElement | null = null
  form.addEventListener('submit', ({ submitter }) => {
    pressed = submitter
  })
  form.addEventListener('formdata', ({ formData }) => {
    if (pressed?.getAttribute('formaction')?.endsWith('.kml')) formData.delete('crs')
    const edges = [formData.get('zone'), formData.get('bbox')]
    if (edges.every((edge) => edge === null || String(edge).trim() === '')) formData.delete('clip')
  })
}

/** Lays a button beside the field of the box that opens a picture on which the box is drawn; without pictures there is none. */
export function offersBoxMap(form: HTMLFormElement, picture: HTMLImageElement | null): void {
  const field = form.querySelector<HTMLInputElement>('input[name="bbox"]')
  if (!field || !picture) return
  let map: HTMLElement | null = null
  const opener = button(say(officeWords.drawBox), () => {
    if (map) map.hidden = !map.hidden
    else {
      map = new BoxMap(field, picture).element
      opener.after(map)
    }
    opener.ariaExpanded = String(!map.hidden)
  })
  opener.classList.add('open-box')
  opener.ariaExpanded = 'false'
  field.closest('label')?.after(opener)
}
