import type { PictureMaker } from '../pictures/picture-maker.ts'

export interface RendererMetrics {
  processes: number
  running: number
  queued: number
  crashes: number
}

/** Draws with Mapnik, in processes of its own. */
export interface Renderer extends PictureMaker {
  metrics(): RendererMetrics
  close(): Promise<void>
}
