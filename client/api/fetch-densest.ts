import { fetchTile } from './fetch-tile.ts'

/** Named in the picture itself (server/tiles/heat/draw-heat.ts). */
const NAME = 'tEXtdensest\0'

/**
 * The density that a picture of densities draws in its strongest colour, per square kilometre of EPSG:3857; null where it does
 * not say. The picture is one that the map shows, so that the browser mostly has it already.
 */
export async function fetchDensest(url: string, signal: AbortSignal): Promise<number | null> {
  const text = new TextDecoder('latin1').decode(await fetchTile(url, signal))
  const at = text.indexOf(NAME)
  const value = at < 0 ? Number.NaN : Number.parseFloat(text.slice(at + NAME.length, at + NAME.length + 24))
  return Number.isFinite(value) ? value : null
}
