import { chooseLanguage } from './i18n/translate.ts'
import { PuMap } from './map/pu-map.ts'
import { PuCard } from './panel/pu-card.ts'
import { PuFigures } from './panel/pu-figures.ts'
import { PuFilterMenu } from './panel/pu-filter-menu.ts'
import { PuFilters } from './panel/pu-filters.ts'
import { PuHeatLegend } from './panel/pu-heat-legend.ts'
import { PuLayerList } from './panel/pu-layer-list.ts'
import { PuProposalList } from './panel/pu-proposal-list.ts'
import { PuSearch } from './panel/pu-search.ts'
import { ViewerStore } from './state/viewer-store.ts'
import { readViewerUrl } from './state/viewer-url.ts'
import { PuHeader } from './viewer/pu-header.ts'
import { PuMapControls } from './viewer/pu-map-controls.ts'
import { PuPanel } from './viewer/pu-panel.ts'
import { PuScaleBar } from './viewer/pu-scale-bar.ts'
import { PuViewer } from './viewer/pu-viewer.ts'

// The page's entry: the one module that acts when it is loaded.
const elements = {
  'pu-map': PuMap,
  'pu-card': PuCard,
  'pu-figures': PuFigures,
  'pu-filter-menu': PuFilterMenu,
  'pu-filters': PuFilters,
  'pu-heat-legend': PuHeatLegend,
  'pu-layer-list': PuLayerList,
  'pu-proposal-list': PuProposalList,
  'pu-search': PuSearch,
  'pu-header': PuHeader,
  'pu-map-controls': PuMapControls,
  'pu-scale-bar': PuScaleBar,
  'pu-panel': PuPanel,
  'pu-viewer': PuViewer,
}

if (new URLSearchParams(location.search).get('lang') === 'en') {
  await chooseLanguage('en')
  document.documentElement.lang = 'en'
}
for (const [name, element] of Object.entries(elements)) customElements.define(name, element)
const viewer = new PuViewer()
viewer.store = new ViewerStore(readViewerUrl(location.search))
document.body.append(viewer)
