/** Scale denominator of zoom 0 with tiles of 256 px: OGC 07-057r7, annex E (pixels of 0.28 mm, at the equator). */
const ZOOM_0 = 559_082_264.028_717_8
/** OGC 06-042: pixels of 0.28 mm. */
export const PIXEL_METRES = 0.000_28

/** Of a zoom of WebMercatorQuad, such as OpenLayers counts: tiles of 256 px. */
export function scaleAtZoom(zoom: number): number {
  return ZOOM_0 / 2 ** zoom
}

export function zoomAtScale(denominator: number): number {
  return Math.log2(ZOOM_0 / denominator)
}
