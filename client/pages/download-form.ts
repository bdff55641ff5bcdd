/** KML knows one coordinate system alone: what is chosen for the other files is not sent with it. */
export function sparesKmlTheSystem(form: HTMLFormElement): void {
  let pressed: HTMLElement | null = null
  form.addEventListener('submit', ({ submitter }) => {
    pressed = submitter
  })
  form.addEventListener('formdata', ({ formData }) => {
    if (pressed?.getAttribute('formaction')?.endsWith('.kml')) formData.delete('crs')
  })
}
