import type { ServerFigures } from '../../../../core/api/server-figures.ts'
import type { TileEngine } from '../../../tiles/engine/tile-engine-types.ts'
import type { Viewers } from '../../answer/viewers.ts'
import { routesFor } from '../../routing/route.ts'

const route = routesFor<{ engine: TileEngine; viewers: Viewers }>()

/** Figures for a person who runs the server, who reads no format of Prometheus. */
export const figuresRoutes = [
  route({
    method: 'get',
    path: '/api/server-figures',
    summary: 'What each layer takes of memory, and how many watch (administrator, auditor)',
    access: { to: 'operations:read' },
    handle({ services: { engine, viewers }, response }) {
      const { layers, memoryBytesPerLayer } = engine.metrics()
      response.set('Cache-Control', 'no-store').json({
        viewers: viewers.count,
        layerBudgetBytes: memoryBytesPerLayer,
        layers: Object.entries(layers)
          .map(([id, { bytes, count, streamed }]) => ({ id, bytes, features: count, streamed }))
          .sort((one, other) => other.bytes - one.bytes),
      } satisfies ServerFigures)
    },
  }),
]
