import type { LayerChange } from './types.ts'

/**
 * Calls back for each committed change until `signal` ends. The browser reconnects by itself; what was
 * missed meanwhile is unknown, so `reconnected` lets the caller check everything once.
 */
export function watchChanges(
  changed: (change: LayerChange) => void,
  reconnected: () => void,
  signal: AbortSignal,
): void {
  const events = new EventSource('/api/changes')
  let opened = false
  events.addEventListener('open', () => {
    if (opened) reconnected()
    opened = true
  })
  events.addEventListener('message', (event: MessageEvent<string>) => {
    const change = readChange(event.data)
    if (change) changed(change)
  })
  signal.addEventListener('abort', () => events.close())
}

/** Returns null for a message of another kind, such as one of a newer server. */
export function readChange(text: string): LayerChange | null {
  const value: unknown = JSON.parse(text)
  if (!value || typeof value !== 'object') return null
  const { layer, deepest, tiles } = value as Partial<Record<keyof LayerChange, unknown>>
  if (typeof layer !== 'string' || !Array.isArray(tiles)) return null
  const named = tiles.filter((tile): tile is string => typeof tile === 'string')
  const deepestNamed = Math.max(0, ...named.map((tile) => Number.parseInt(tile, 10)))
  return { layer, tiles: named, deepest: typeof deepest === 'number' ? deepest : deepestNamed }
}
