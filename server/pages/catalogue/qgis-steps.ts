import type { Label } from '../../../core/proposal/label.ts'

export type ServiceKey = 'wms' | 'features' | 'tiles' | 'csw'

/** What to click in QGIS 3.28 or later, by the names of its menus. */
export function qgisSteps(service: ServiceKey, layer: string, url: string): Label[] {
  switch (service) {
    case 'wms':
      return [
        step('Layer ▸ Add Layer ▸ Add WMS/WMTS Layer …', 'Layer ▸ Add Layer ▸ Add WMS/WMTS Layer …'),
        step(`New: tempelkan alamat ${url}, lalu OK`, `New: paste the address ${url}, then OK`),
        step(`Connect, pilih lapisan “${layer}”, lalu Add`, `Connect, choose the layer “${layer}”, then Add`),
      ]
    case 'features':
      return [
        step(
          'Layer ▸ Add Layer ▸ Add WFS / OGC API – Features Layer …',
          'Layer ▸ Add Layer ▸ Add WFS / OGC API – Features Layer …',
        ),
        step(
          `New: tempelkan alamat ${url}; Version: OGC API – Features`,
          `New: paste the address ${url}; Version: OGC API – Features`,
        ),
        step(`Connect, pilih “${layer}”, lalu Add`, `Connect, choose “${layer}”, then Add`),
      ]
    case 'tiles':
      return [
        step('Layer ▸ Add Layer ▸ Add Vector Tile Layer …', 'Layer ▸ Add Layer ▸ Add Vector Tile Layer …'),
        step(
          `New Generic Connection: tempelkan alamat ${url}`,
          `New Generic Connection: paste the address ${url}`,
        ),
        step('Max. Zoom Level: 14, lalu OK dan Add', 'Max. Zoom Level: 14, then OK and Add'),
      ]
    case 'csw':
      return [
        step('Web ▸ MetaSearch ▸ MetaSearch', 'Web ▸ MetaSearch ▸ MetaSearch'),
        step(
          `Services ▸ New: tempelkan alamat ${url}; Catalog Type: OGC CSW 2.0.2`,
          `Services ▸ New: paste the address ${url}; Catalog Type: OGC CSW 2.0.2`,
        ),
        step('Search, pilih lapisan, lalu Add Data', 'Search, choose a layer, then Add Data'),
      ]
  }
}

function step(id: string, en: string): Label {
  return { id, en }
}
