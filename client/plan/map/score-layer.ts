import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { MapLayer } from '../../../core/api/map-layer.ts'
import type { LayerChange } from '../../api/watch-changes.ts'
import { LiveTileLayer } from '../../map/live-tile-layer.ts'
import { PatchableTileSource } from '../../map/patchable-tile-source.ts'
import { type Filters, filterQuery } from '../../state/filters.ts'
import type { LiveRanking } from '../state/rank-live.ts'
import { FrameCache, noFrame } from './method-frame.ts'
import { packFeatures, type ValueTables } from './pack-values.ts'
import { scoreStyle, scoreVariables } from './score-style.ts'
import { TilePoints } from './tile-points.ts'

/**
 * Proposals coloured by their score on the graphics card. `show` changes uniforms only, unless the method is another
 * or net flows are, since other proposals compete. Two of these, one above the other with a clip between, compare two
 * rankings.
 */
export class ScoreLayer extends LiveTileLayer {
  /** Where the drawn points lie and what they are. */
  readonly points = new TilePoints()
  /** Criteria that it was made for. */
  readonly keys: readonly string[]
  readonly #frames = new FrameCache()
  readonly #packed: { tables: ValueTables }
  #isTopsis = false

  constructor(description: MapLayer, criteria: readonly CriterionInfo[], zIndex = 70) {
    const drawn = criteria.filter(({ key }) => description.fields.some(({ name }) => name === `c_${key}`))
    const keys = drawn.map(({ key }) => key)
    const packed: { tables: ValueTables } = { tables: noFrame.flows }
    const source = new PatchableTileSource(
      description,
      (features) => packFeatures(features, keys, packed.tables),
      ['code', ...keys.map((key) => `c_${key}`)],
    )
    super({
      source,
      style: scoreStyle(keys.length),
      variables: scoreVariables(null, keys, []),
      zIndex,
      disableHitDetection: true,
    })
    this.keys = keys
    this.#packed = packed
    source.onLoaded((tile) => this.points.setTile(tile))
  }

  /** Takes the weights and the range of a ranking: by the same method no request, no tile parsed, no buffer made. */
  show(ranking: LiveRanking | null): void {
    const { scales, flows } = this.#frames.of(ranking)
    this.updateStyleVariables(scoreVariables(ranking, this.keys, scales))
    const isTopsis = ranking?.method === 'topsis'
    if (isTopsis !== this.#isTopsis) {
      this.#isTopsis = isTopsis
      this.setStyle(scoreStyle(this.keys.length, isTopsis ? 'closeness' : 'mean'))
    }
    if (flows === this.#packed.tables) return
    this.#packed.tables = flows
    this.getSource()?.prepareAgain()
  }

  filterBy(filters: Filters): void {
    this.getSource()?.filterBy(filterQuery(filters).toString())
  }

  async patch(change: LayerChange): Promise<void> {
    for (const tile of (await this.getSource()?.patch(change)) ?? []) this.points.setTile(tile)
  }
}
