/**
 * Stands in for OpenLayers' base class of canvas vector layers where its map renderer asks, for decluttering,
 * whether a layer is one. Ours are WebGL layers or draw themselves, so none is; the import saved is 20 kB
 * compressed. A page with a canvas `VectorLayer` works, but without `declutter`.
 */
export default class NoCanvasVector {}
