import mapshaper from 'mapshaper'
import { answerTask } from '../../threads/answer-task.ts'

/** Runs mapshaper's -clean: snaps nearly equal vertices, removes overlaps, fills slivers. Takes and gives GeoJSON bytes. */
await answerTask(async (coverage: Uint8Array) => {
  const commands = '-i coverage.json -clean -o cleaned.json format=geojson'
  const output = await mapshaper.applyCommands(commands, { 'coverage.json': Buffer.from(coverage) })
  return output['cleaned.json']
})
