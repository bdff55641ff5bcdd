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
