import type { Language } from '../../../core/proposal/label.ts'
import { fact } from '../fact.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink } from '../page-context.ts'
import { icons } from '../symbols.ts'
import { villageLink } from '../village-link.ts'
import { renderLocator, renderPlaceMap } from './place-map.ts'
import type { ProposalView } from './proposal-view.ts'
import { qualitySentences, suggestionSentences, proposalWords as words } from './proposal-words.ts'
import type { Surroundings } from './read-surroundings.ts'

/** The place in words, how well it is known, and its map. */
export function renderWhere(view: ProposalView, around: Surroundings | undefined, language: Language): Html {
  return html`<section class="where" aria-labelledby="where">
<div class="place-name"><div>
<h2 id="where">${say(words.where, language)}</h2>
<p class="village">${villageName(view, language)}</p>
${view.districtName && html`<p>${say(words.districtOf, language, { name: view.districtName })}</p>`}
</div>${around && view.point && renderLocator(view.point, around, language)}</div>
${around && html`<div class="map">${renderPlaceMap(view, around, language)}</div>`}
${qualityNote(view, language)}
${view.point && html`<p class="actions"><a class="button main" href="${viewerLink(view, language)}">${icons.map}${say(words.toMap, language)}</a></p>`}
${addressAsWritten(view, language)}
</section>`
}

/** Leads to all that is known of the village, and of what else was proposed there. */
function villageName({ villageCode, villageName: name }: ProposalView, language: Language): Html | string {
  if (!name) return say(words.placeUnknown, language)
  return villageCode ? html`<a href="${villageLink({ language }, villageCode)}">${name}</a>` : name
}

/** A doubtful place is explained in a box, an exact one in a plain line. */
function qualityNote(view: ProposalView, language: Language): Html {
  const { locationQuality: quality, household, suggestion } = view
  if (household) return html`<p class="hint calm">${say(qualitySentences.household, language)}</p>`
  if (quality === 'point') return html`<p class="note">${say(qualitySentences.point, language)}</p>`
  const stated = [view.statedVillage, view.statedDistrict].filter(Boolean).join(', ')
  const unmatched =
    quality === 'none' && !view.villageCode && stated !== '' && say(words.placeStated, language, { stated })
  const found = quality === 'conflict' && suggestion ? suggestionText(suggestion, language) : null
  return html`<p class="hint">${unmatched && `${unmatched} `}${found && `${found} `}${say(qualitySentences[quality], language)}</p>`
}

function suggestionText({ reason, text }: NonNullable<ProposalView['suggestion']>, language: Language) {
  if (text) return text[language]
  return reason !== null && Object.hasOwn(suggestionSentences, reason)
    ? suggestionSentences[reason as keyof typeof suggestionSentences][language]
    : null
}

function addressAsWritten({ address }: ProposalView, language: Language): Html | null {
  if (!address) return null
  return html`<dl class="rows-of-facts written">${fact(say(words.address, language), address)}</dl>`
}

/** The viewer with this proposal open, near enough to recognise the place (client/state/viewer-url.ts reads it). */
export function viewerLink({ code, point, year, locationQuality }: ProposalView, language: Language): string {
  const zoom = locationQuality === 'point' ? 14 : 12
  const at = point ? `map=${zoom}.00/${point[1].toFixed(5)}/${point[0].toFixed(5)}&` : ''
  return localLink({ language }, `/?${at}year=${year}&usulan=${encodeURIComponent(code)}`)
}
