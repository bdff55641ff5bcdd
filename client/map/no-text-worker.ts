/**
 * Stands in for OpenLayers' text worker, which starts only for WebGL styles that have a `text-value`.
 * We have none; should one be written, this says so instead of drawing nothing.
 */
export function create(): Worker {
  throw new Error('Text in WebGL styles is left out of this build; labels belong in AreaLabelLayer.')
}
