import { chooseLanguage } from '../i18n/translate.ts'
import { PuMap } from '../map/pu-map.ts'
import { PuCard } from '../panel/pu-card.ts'
import { ViewerStore } from '../state/viewer-store.ts'
import { readViewerUrl } from '../state/viewer-url.ts'
import { PuEmbed } from './pu-embed.ts'

// The entry of the map that other sites embed: the viewer's map without its panel.
if (new URLSearchParams(location.search).get('lang') === 'en') {
  await chooseLanguage('en')
  document.documentElement.lang = 'en'
}
for (const [name, element] of Object.entries({ 'pu-map': PuMap, 'pu-card': PuCard, 'pu-embed': PuEmbed }))
  customElements.define(name, element)
const embed = new PuEmbed()
embed.store = new ViewerStore(readViewerUrl(location.search))
document.body.append(embed)
