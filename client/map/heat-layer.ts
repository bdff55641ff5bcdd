import TileLayer from 'ol/layer/Tile.js'
import XYZ from 'ol/source/XYZ.js'

/**
 * Density pictures of proposals from the server. `query` holds the filters and the weight; a change keeps the
 * old picture until the new one is here.
 */
export class HeatLayer extends TileLayer<XYZ> {
  constructor(query: string, zIndex: number) {
    super({ zIndex, source: new XYZ({ url: heatUrl(query), maxZoom: 14, wrapX: false, transition: 160 }) })
  }

  show(query: string): void {
    this.getSource()?.setUrl(heatUrl(query))
  }
}

function heatUrl(query: string): string {
  return `/heat/proposals/{z}/{x}/{y}.png?${query}`
}
