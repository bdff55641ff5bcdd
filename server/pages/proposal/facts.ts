import {
  formatDegrees,
  formatNumber,
  formatRupiah,
  formatRupiahShort,
} from '../../../core/proposal/format.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import { SECTOR_LABELS } from '../../../core/proposal/sector.ts'
import { SOURCE_LABELS } from '../../../core/proposal/source.ts'
import { fact } from '../fact.ts'
import { type Html, type HtmlValue, html } from '../html.ts'
import { formatDistance, say } from '../language.ts'
import type { ProposalView } from './proposal-view.ts'
import { proposalWords as words } from './proposal-words.ts'

/** Facts of a proposal: cost, beneficiaries, distance compared with the standard, and responsible office. */
export function renderFacts(view: ProposalView, language: Language): Html {
  const { people, poor } = peopleOf(view, language)
  return html`<section class="facts" aria-labelledby="facts">
<h2 id="facts">${say(words.facts, language)}</h2>
<dl class="rows-of-facts">
${fact(say(words.cost, language), costValue(view, language))}
${view.volume !== null && fact(say(words.volume, language), `${formatNumber(view.volume, language)} ${view.unit ?? ''}`)}
${view.beneficiaries !== null && fact(say(words.forWhom, language), countOf(view.beneficiaries, language))}
${people && fact(say(words.villagePeople, language), people, poor)}
${nearestFact(view, language)}
${fact(say(words.sector, language), labelOf(SECTOR_LABELS, view.sector, language))}
${view.agency && fact(say(words.agency, language), view.agency)}
${fact(say(words.source, language), labelOf(SOURCE_LABELS, view.source, language), view.proposerGroup)}
</dl>
${officeFacts(view, language)}
</section>`
}

/** What offices look up, folded away: to residents these are codes. */
function officeFacts(
  { programmeCode, village, point, locationQuality }: ProposalView,
  language: Language,
): Html | null {
  const exact = locationQuality === 'point' ? point : null
  if (!programmeCode && !village.idmStatus && !exact) return null
  return html`<details class="more-facts"><summary>${say(words.officeFacts, language)}</summary>
<dl class="rows-of-facts">
${programmeCode && fact(say(words.programme, language), programmeCode)}
${village.idmStatus && fact(say(words.villageIndex, language), village.idmStatus)}
${exact && fact(say(words.coordinates, language), `${formatDegrees(exact[1], language)}; ${formatDegrees(exact[0], language)}`)}
</dl></details>`
}

/** The short amount to grasp it, the whole one to quote it. */
export function costValue({ costRupiah }: ProposalView, language: Language): HtmlValue {
  if (costRupiah === null) return html`<span class="missing">${say(words.unknown, language)}</span>`
  const [short, full] = [formatRupiahShort(costRupiah, language), formatRupiah(costRupiah, language)]
  return html`<span class="figure">${short}</span>${short !== full && html`<small>${full}</small>`}`
}

function countOf(count: number, language: Language): string {
  return say(words.people, language, { count: formatNumber(count, language, 0) })
}

function peopleOf({ village }: ProposalView, language: Language) {
  const { population, poorPopulation, poorWithheld } = village
  const poor =
    poorPopulation === null
      ? poorWithheld !== null && say(words.poorWithheld, language, { why: poorWithheld })
      : say(words.poorPeople, language, { count: formatNumber(poorPopulation, language, 0) })
  return { people: population !== null && countOf(population, language), poor }
}

function nearestFact(view: ProposalView, language: Language): Html | null {
  const { service, nearestFacilityMetres: metres, standardMetres: standard, nearestFacilityName: name } = view
  if (!service || metres === null) return null
  const sentence = view.locationQuality === 'point' ? words.measured : words.measuredVillage
  const badge =
    standard !== null &&
    html` <span class="badge${view.beyondStandard && ' warn'}">${say(view.beyondStandard ? words.beyond : words.within, language, { distance: formatDistance(standard, language) })}</span>`
  const value = html`${formatDistance(metres, language)}${badge}${standard !== null && standardBar(metres, standard)}`
  return fact(
    say(words.nearest, language, { service: serviceLabel(service) }),
    value,
    name && say(sentence, language, { name }),
  )
}

/** The distance as a bar with the standard as a mark upon it; the words beside it say the same. */
function standardBar(metres: number, standard: number): Html {
  const whole = Math.max(metres, standard) * 1.15
  const percent = (part: number) => ((part / whole) * 100).toFixed(1)
  return html`<span class="standard" aria-hidden="true"><i class="${metres > standard && 'beyond'}" style="width:${percent(metres)}%"></i><b style="left:${percent(standard)}%"></b></span>`
}

/** Words in capitals get normal case; abbreviations of up to four letters (SD, SMP, RSUD) stay. */
export function serviceLabel(service: string): string {
  return service.length <= 4 ? service : service.charAt(0) + service.slice(1).toLowerCase()
}

function labelOf(labels: Record<string, Label>, code: string, language: Language): string {
  return Object.hasOwn(labels, code) ? (labels[code]?.[language] ?? code) : code
}
