import type { Label } from '../../../core/proposal/label.ts'
import type { AnalysisReport, LayerStory } from '../../../core/statistics/analysis-report.ts'
import { giniColours, leaningColours } from '../../../core/style/analysis-palettes.ts'
import type { AreaRow } from './analysis.ts'
import { classesOf, leaningClasses } from './legends.ts'
import { AMOUNTS, amountWords, layerOf } from './spending-of.ts'
import { inBoth } from './words.ts'

const indices = [
  { base: 'inequality', property: 'Gini', name: { id: 'Gini', en: 'Gini' } },
  { base: 'inequality-theil', property: 'Theil', name: { id: 'Theil', en: 'Theil' } },
  {
    base: 'inequality-concentration',
    property: 'Concentration',
    name: { id: 'Indeks konsentrasi', en: 'Concentration index' },
  },
] as const

/** One map an index and amount, over the districts of which it is known; none where it is known of no district. */
export function inequalityLayers(areas: readonly AreaRow[]): AnalysisReport['layers'] {
  const layers: Record<string, LayerStory> = {}
  for (const { base, property, name } of indices) {
    for (const amount of AMOUNTS) {
      const words = amountWords[amount]
      const unit = { id: `${name.id} rupiah ${words.id}`, en: `${name.en} of rupiah ${words.en}` }
      const story = storyOf(areas, `${amount}${property}`, unit)
      if (story) layers[layerOf(base, amount)] = story
    }
  }
  return layers
}

function storyOf(areas: readonly AreaRow[], property: string, unit: Label): LayerStory | undefined {
  const values = areas.map(({ properties }) => properties[property] as number | null)
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return undefined
  const legend = property.endsWith('Concentration')
    ? leaningClasses(property, values, leaningColours, unit)
    : classesOf(property, values, giniColours, unit)
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const finding = inBoth(
    (say) => `${unit.id}: ${say(least, 2)} sampai ${say(most, 2)} antarkecamatan`,
    (say) => `${unit.en}: ${say(least, 2)} to ${say(most, 2)} between districts`,
  )
  return { legend, finding }
}
