import { fileURLToPath } from 'node:url'
import { scaleOfWindow } from '../../core/geo/picture-window.ts'
import type {
  LegendRequest,
  NoteRequest,
  Picture,
  PictureFormat,
  PictureRequest,
} from '../styles/picture-maker.ts'
import { checkFormat, checkPicture, checkSize } from './check-picture.ts'
import { CompiledStyles } from './compiled-styles.ts'
import { groundOf } from './drawing-job.ts'
import { DrawingPool } from './drawing-pool.ts'
import { legendJob } from './legend-picture.ts'
import { mapnikXml } from './mapnik-xml.ts'
import { noteJob } from './note-picture.ts'
import type { PictureSource } from './picture-source.ts'
import { plainParts } from './plain-parts.ts'
import type { Renderer, RendererMetrics } from './renderer.ts'

export interface RendererOptions {
  source: PictureSource
  /** 0 for no pictures. */
  processes: number
  /** Another program for the processes, for tests. */
  programUrl?: URL
  timeoutMs?: number
  queueLimit?: number
  memoryBytes?: number
}

const TYPES: Record<PictureFormat, string> = {
  png: 'image/png',
  png8: 'image/png; mode=8bit',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
}

/** Latin letters; Mapnik reads WOFF, not WOFF2. */
const FONTS = ['400', '700'].map(
  (weight) => `@fontsource/plus-jakarta-sans/files/plus-jakarta-sans-latin-${weight}-normal.woff`,
)

/** Processes start when they are needed. */
export function makeRenderer(options: RendererOptions): Renderer {
  const { source, processes, programUrl } = options
  const pool = new DrawingPool({
    processes,
    queueLimit: options.queueLimit ?? 100,
    timeoutMs: options.timeoutMs ?? 20_000,
    memoryBytes: options.memoryBytes ?? 1024 * 1024 * 1024,
    fonts: FONTS.map((font) => fileURLToPath(import.meta.resolve(font))),
    ...(programUrl ? { programUrl } : {}),
  })
  return new MapnikRenderer(source, pool)
}

class MapnikRenderer implements Renderer {
  readonly #source: PictureSource
  readonly #pool: DrawingPool
  readonly #styles = new CompiledStyles()
  #painted = 0

  constructor(source: PictureSource, pool: DrawingPool) {
    this.#source = source
    this.#pool = pool
  }

  get available(): boolean {
    return this.#pool.available
  }

  async picture(request: PictureRequest): Promise<Picture> {
    const window = checkPicture(request)
    this.#pool.needOn()
    const { layers, actor, format, signal } = request
    const opened = await this.#source.open(layers, actor)
    const scale = scaleOfWindow(window)
    const compiled = opened.map(({ geometry }, index) =>
      this.#styles.get(layers[index]!.style, { index, geometry, scale }),
    )
    const query = {
      window,
      zoom: scale.zoom,
      layers: opened.map(({ layer, filter }, index) => {
        const { rules, bufferPixels } = compiled[index]!
        return { layer, filter, rules, bufferPixels }
      }),
    }
    const parts = compiled.flatMap((one) => one.parts)
    const plain = format === 'png' ? plainParts(parts) : null
    const { width, height } = window
    const background = groundOf(request)
    const plainDrawing = plain ? { plain: { width, height, background, parts: plain } } : {}
    const { bytes: tile, painted } = await this.#source.draw({ ...query, ...plainDrawing }, signal)
    if (painted) {
      this.#painted++
      return { bytes: tile, type: TYPES.png }
    }
    const bytes = await this.#pool.run(
      {
        xml: mapnikXml(parts),
        marks: Object.assign({}, ...compiled.map(({ marks }) => marks)) as Record<string, string>,
        tile,
        width,
        height,
        bufferPixels: Math.max(0, ...compiled.map(({ bufferPixels }) => bufferPixels)),
        background,
        format,
      },
      signal,
    )
    return { bytes, type: TYPES[format] }
  }

  async legend(request: LegendRequest): Promise<Picture> {
    checkFormat(request.format)
    const job = legendJob(request)
    checkSize(job)
    this.#pool.needOn()
    return { bytes: await this.#pool.run(job, request.signal), type: TYPES[request.format] }
  }

  async note(request: NoteRequest): Promise<Picture> {
    checkFormat(request.format)
    checkSize(request)
    this.#pool.needOn()
    return { bytes: await this.#pool.run(noteJob(request), undefined), type: TYPES[request.format] }
  }

  metrics(): RendererMetrics {
    return { ...this.#pool.metrics(), painted: this.#painted }
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}
