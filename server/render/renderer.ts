import type { PictureMaker } from '../styles/picture-maker.ts'

export interface PoolMetrics {
  processes: number
  running: number
  queued: number
  crashes: number
}

export interface RendererMetrics extends PoolMetrics {
  /** Pictures that needed no process. */
  painted: number
}

/** Draws with Mapnik, in processes of its own. */
export interface Renderer extends PictureMaker {
  metrics(): RendererMetrics
  close(): Promise<void>
}
