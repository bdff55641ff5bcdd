import { fetchActor } from '../api/petausul-api.ts'
import { sitePath } from '../api/site-path.ts'
import { chooseLanguage } from '../i18n/translate.ts'
import { DeskStore } from './desk-store.ts'
import { readDeskView } from './desk-view.ts'
import { PuBulk } from './pu-bulk.ts'
import { PuDecisionForm } from './pu-decision-form.ts'
import { PuDesk } from './pu-desk.ts'
import { PuPlace } from './pu-place.ts'

// The page's entry: the one module that acts when it is loaded.
const elements = {
  'pu-desk': PuDesk,
  'pu-decision-form': PuDecisionForm,
  'pu-place': PuPlace,
  'pu-bulk': PuBulk,
}

if (new URLSearchParams(location.search).get('lang') === 'en') {
  await chooseLanguage('en')
  document.documentElement.lang = 'en'
}
for (const [name, element] of Object.entries(elements)) customElements.define(name, element)
const actor = await fetchActor(new AbortController().signal)
if (actor.kind === 'account') {
  const desk = new PuDesk()
  desk.store = new DeskStore(actor, readDeskView(location.search))
  document.body.append(desk)
} else {
  location.assign(sitePath(`/masuk?lanjut=${encodeURIComponent('/meja')}`))
}
