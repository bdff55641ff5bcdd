import { pathInSite } from '../api/site-path.ts'
import { chooseLanguage } from '../i18n/translate.ts'
import { PuProgressBar } from '../panel/pu-progress-bar.ts'
import { PuClassMaker } from './pu-class-maker.ts'
import { PuLookForm } from './pu-look-form.ts'
import { PuRuleList } from './pu-rule-list.ts'
import { PuStyleEditor } from './pu-style-editor.ts'

// The page's entry: the one module that acts when it is loaded.
const elements = {
  'pu-class-maker': PuClassMaker,
  'pu-look-form': PuLookForm,
  'pu-progress-bar': PuProgressBar,
  'pu-rule-list': PuRuleList,
  'pu-style-desk': PuStyleEditor,
}

if (new URLSearchParams(location.search).get('lang') === 'en') {
  await chooseLanguage('en')
  document.documentElement.lang = 'en'
}
for (const [name, element] of Object.entries(elements)) customElements.define(name, element)
const controller = new PuStyleEditor()
controller.layerId = decodeURIComponent(pathInSite().split('/')[2] ?? '')
document.body.append(controller)
