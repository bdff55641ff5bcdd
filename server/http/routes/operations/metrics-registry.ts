import { monitorEventLoopDelay } from 'node:perf_hooks'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Renderer } from '../../../render/renderer.ts'
import type { TileEngine } from '../../../tiles/engine/tile-engine-types.ts'
import type { Viewers } from '../../answer/viewers.ts'

export interface Measured {
  engine: TileEngine
  renderer: Pick<Renderer, 'metrics'>
  viewers: Viewers
  /** Layers of the office alone are not counted for everyone to read. */
  isPublic: (layer: string) => boolean
}

/** Values of a gauge by the value of its label. */
type Labelled = Iterable<readonly [label: string, value: number]>

/** The figures of /metrics, read when they are asked for. */
export function makeMetricsRegistry({ engine, renderer, viewers, isPublic }: Measured): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = gaugesOf(registry)
  gauge('petausul_viewers', 'Open viewers on /api/changes', () => viewers.count)
  gauge('petausul_event_loop_delay_p99_seconds', 'Event-loop delay since the last scrape', eventLoopDelay())
  addLayerGauges(registry, engine, isPublic)
  gauge('petausul_tile_cache', 'Tile cache: bytes, entries, hits, misses', 'figure', () =>
    Object.entries(engine.metrics().cache).flatMap(([figure, value]) =>
      typeof value === 'number' ? [[figure, value] as const] : [],
    ),
  )
  gauge(
    'petausul_pictures',
    'Drawing processes: how many, running, queued pictures, crashes; and pictures painted without them',
    'figure',
    () => Object.entries(renderer.metrics()),
  )
  return registry
}

function addLayerGauges(registry: Registry, engine: TileEngine, isPublic: (layer: string) => boolean): void {
  type Layer = ReturnType<TileEngine['metrics']>['layers'][string]
  const gauge = gaugesOf(registry)
  const ofLayers = (figureOf: (layer: Layer) => number) => () =>
    Object.entries(engine.metrics().layers)
      .filter(([layer]) => isPublic(layer))
      .map(([layer, info]) => [layer, figureOf(info)] as const)
  gauge(
    'petausul_layer_bytes',
    'Memory of a layer in the tile engine',
    'layer',
    ofLayers(({ bytes }) => bytes),
  )
  gauge(
    'petausul_layer_budget_bytes',
    'Memory that a layer may take in the tile engine (LAYER_MEMORY_MB)',
    'layer',
    ofLayers(() => engine.metrics().memoryBytesPerLayer),
  )
  gauge(
    'petausul_layer_features',
    'Features of a layer in the tile engine',
    'layer',
    ofLayers(({ count }) => count),
  )
  gauge(
    'petausul_layer_streamed',
    '1 for a layer beyond its memory budget, whose tiles the database makes',
    'layer',
    ofLayers(({ streamed }) => (streamed ? 1 : 0)),
  )
}

/** Adds gauges: of one value, or of one for each value of a label. */
function gaugesOf(registry: Registry) {
  function gauge(name: string, help: string, read: () => number): void
  function gauge(name: string, help: string, label: string, read: () => Labelled): void
  function gauge(
    name: string,
    help: string,
    ...given: [read: () => number] | [label: string, read: () => Labelled]
  ): void {
    const registers = [registry]
    const [first, read] = given
    if (typeof first === 'function') {
      new Gauge({
        ...{ name, help, registers },
        collect() {
          this.set(first())
        },
      })
      return
    }
    new Gauge({
      ...{ name, help, registers, labelNames: [first] },
      collect() {
        this.reset()
        for (const [value, figure] of read?.() ?? []) this.set({ [first]: value }, figure)
      },
    })
  }
  return gauge
}

/** Seconds, of what one in a hundred waited longer; counted anew after each reading. */
function eventLoopDelay(): () => number {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  return () => {
    const seconds = delay.percentile(99) / 1e9
    delay.reset()
    return seconds
  }
}
