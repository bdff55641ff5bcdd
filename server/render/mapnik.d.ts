declare module '@mapnik/mapnik' {
  type Done<T> = (error: Error | null, result: T) => void

  class Color {
    constructor(text: string)
  }
  class Image {
    constructor(width: number, height: number)
    encode(format: string, done: Done<Buffer>): void
    encodeSync(format: string): Buffer
    static fromSVGBytesSync(svg: Buffer): Image
  }
  class CairoSurface {
    constructor(format: string, width: number, height: number)
    getData(): string
  }
  class Datasource {
    constructor(options: Record<string, string>)
  }
  class Layer {
    constructor(name: string, srs?: string)
    datasource: Datasource
    styles: string[]
    name: string
    srs: string
  }
  class MapnikMap {
    constructor(width: number, height: number, srs?: string)
    background: Color
    extent: [number, number, number, number]
    srs: string
    fromStringSync(xml: string, options?: { strict?: boolean; base?: string }): void
    layers(): Layer[]
    add_layer(layer: Layer): void
    remove_layer(index: number): void
    clear(): void
    resize(width: number, height: number): void
    renderFile(path: string, options: { format: string; scale?: number }, done: Done<void>): void
  }
  class VectorTile {
    constructor(z: number, x: number, y: number, options?: { tile_size?: number; buffer_size?: number })
    addDataSync(bytes: Uint8Array): void
    addGeoJSON(
      json: string,
      layer: string,
      options?: { area_threshold?: number; simplify_distance?: number },
    ): void
    names(): string[]
    toGeoJSONSync(layer: string): string
    render(
      map: MapnikMap,
      surface: Image,
      options: { buffer_size: number; scale_denominator?: number },
      done: Done<Image>,
    ): void
    render(
      map: MapnikMap,
      surface: CairoSurface,
      options: { buffer_size: number; renderer: 'cairo'; scale_denominator?: number },
      done: Done<CairoSurface>,
    ): void
  }
  function register_fonts(path: string): boolean
  function fonts(): string[]
  function register_datasources(path: string): void
  const versions: Record<string, string>
  const supports: Record<string, boolean>
  const mapnik: {
    Color: typeof Color
    Image: typeof Image
    CairoSurface: typeof CairoSurface
    Datasource: typeof Datasource
    Layer: typeof Layer
    Map: typeof MapnikMap
    VectorTile: typeof VectorTile
    register_fonts: typeof register_fonts
    fonts: typeof fonts
    register_datasources: typeof register_datasources
    versions: typeof versions
    supports: typeof supports
  }
  export default mapnik
}
