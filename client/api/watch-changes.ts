import type { StyleChange, TileChange } from '../../core/api/change.ts'
import { isRecord } from '../../core/is-record.ts'
import { sitePath } from './site-path.ts'

/** Which tiles of a layer changed; its version says nothing to a viewer. */
export type LayerChange = Omit<TileChange, 'version'>

/** How long to wait before asking anew for a stream that was refused, as a proxy does while the server starts. */
const AGAIN_MS = 5_000

/**
 * Calls back for each committed change until `signal` ends. The browser reconnects by itself where the line broke, and we
 * where the stream was refused; what was missed meanwhile is unknown, so `reconnected` lets the caller check everything once.
 */
export function watchChanges(
  changed: (change: LayerChange) => void,
  reconnected: () => void,
  signal: AbortSignal,
  restyled: (layer: string) => void = () => {},
): void {
  let opened = false
  const open = () => {
    if (signal.aborted) return
    const events = new EventSource(sitePath('/api/changes'))
    const end = () => events.close()
    signal.addEventListener('abort', end)
    events.addEventListener('open', () => {
      if (opened) reconnected()
      opened = true
    })
    events.addEventListener('error', () => {
      if (events.readyState !== EventSource.CLOSED) return
      signal.removeEventListener('abort', end)
      setTimeout(open, AGAIN_MS)
    })
    events.addEventListener('message', (event: MessageEvent<string>) => {
      const change = readChange(event.data)
      if (change) changed(change)
      const layer = change ? null : readStyleChange(event.data)
      if (layer) restyled(layer)
    })
  }
  open()
}

/** The layer that is drawn in another way from now on, "*" for any; null for a message of another kind. */
export function readStyleChange(text: string): string | null {
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) return null
  const { style, layer }: Partial<Record<keyof StyleChange, unknown>> = value
  return style !== undefined && typeof layer === 'string' ? layer : null
}

/** Returns null for a message of another kind, such as one of a newer server. */
export function readChange(text: string): LayerChange | null {
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) return null
  const { layer, deepest, tiles }: Partial<Record<keyof LayerChange, unknown>> = value
  if (typeof layer !== 'string' || !Array.isArray(tiles)) return null
  const named = tiles.filter((tile): tile is string => typeof tile === 'string')
  const deepestNamed = Math.max(0, ...named.map((tile) => Number.parseInt(tile, 10)))
  return { layer, tiles: named, deepest: typeof deepest === 'number' ? deepest : deepestNamed }
}
