import type { MapLayer } from '../../../core/api/map-layer.ts'
import type { TileJson } from '../../../core/api/tile-json.ts'
import { readProblem } from '../../api/problem-response.ts'
import { readAnswer } from '../../api/read-answer.ts'

const ASK_EVERY_MS = 400
const MOST_ASKS = 150

/** Whether the tiles of a layer carry these attributes now. */
export async function isServed(
  layer: MapLayer,
  names: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  const path = layer.tiles.replace('/{z}/{x}/{y}.mvt', '.json')
  // The browser's copy may be of before the change.
  const response = await fetch(path, { signal, cache: 'no-cache' })
  if (!response.ok) throw await readProblem(response)
  const { vector_layers } = await readAnswer<TileJson>(response)
  const fields = vector_layers[0]?.fields ?? {}
  return names.every((name) => name in fields)
}

/**
 * Waits until they do: tiles are made anew in their own time after a criterion was saved. Gives up after a minute, when
 * asking for them tells what is wrong.
 */
export async function untilServed(
  layer: MapLayer,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (let asked = 0; asked < MOST_ASKS && !signal.aborted; asked++) {
    if (await isServed(layer, names, signal)) return
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
}
