import { sitePath } from '../api/site-path.ts'
import { PuImport } from './pu-import.ts'

customElements.define('pu-import', PuImport)

const place = document.querySelector<HTMLElement>('#import')
if (place) {
  const element = new PuImport()
  element.mostBytes = Number(place.dataset.uploadBytes)
  place.replaceChildren(element)
}
document.querySelector('[data-sign-out]')?.addEventListener('click', async () => {
  await fetch(sitePath('/api/session'), { method: 'DELETE' })
  location.assign(sitePath('/masuk'))
})
