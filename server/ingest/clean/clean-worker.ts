import { parentPort, workerData } from 'node:worker_threads'
import mapshaper from 'mapshaper'

/** Runs mapshaper's -clean: snaps nearly equal vertices, removes overlaps, fills slivers. Takes and gives GeoJSON bytes. */
const output = await mapshaper.applyCommands('-i coverage.json -clean -o cleaned.json format=geojson', {
  'coverage.json': Buffer.from(workerData as Uint8Array),
})
parentPort?.postMessage(output['cleaned.json'])
