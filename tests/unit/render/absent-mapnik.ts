import type { FromDrawing } from '../../../server/render/drawing-job.ts'

// A drawing process on a machine whose Mapnik cannot be loaded.
process.on('message', () =>
  process.send?.({ unavailable: 'no such library' } satisfies FromDrawing, () => process.exit(0)),
)
