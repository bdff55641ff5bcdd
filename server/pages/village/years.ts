import { formatNumber, formatRupiahShort } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import type { VillageData } from './read-village.ts'
import { type Amount, type Tally, tallyOf } from './tally.ts'
import { villageWords as words } from './village-words.ts'

/** A line for each year and one for all of them: counts, and under them the rupiah. */
export function renderYears({ village, fates }: VillageData, language: Language): Html {
  const own = fates.filter(({ code }) => code === village.code)
  const years = [...new Set(own.map(({ year }) => year))].sort((a, b) => b - a)
  if (years.length === 0)
    return html`<section><h2>${say(words.byYear, language)}</h2><p>${say(words.noProposals, language)}</p></section>`
  const lines = years.map((year) =>
    line(String(year), tallyOf(own.filter((fate) => fate.year === year)), language),
  )
  const head = (['year', 'asked', 'accepted', 'realised', 'rejected'] as const).map(
    (word) => html`<th scope="col">${say(words[word], language)}</th>`,
  )
  return html`<section class="years" aria-labelledby="years">
<h2 id="years">${say(words.byYear, language)}</h2>
<table class="figures"><thead><tr>${head}</tr></thead>
<tbody>${lines}</tbody>
${years.length > 1 && html`<tfoot>${line(say(words.all, language), tallyOf(own), language)}</tfoot>`}</table>
<p class="note">${say(words.byYearNote, language)}</p>
</section>`
}

function line(name: string, { asked, accepted, realised, rejected }: Tally, language: Language): Html {
  return html`<tr><th scope="row">${name}</th>${[asked, accepted, realised, rejected].map((amount) => cell(amount, language))}</tr>`
}

function cell({ count, costRupiah }: Amount, language: Language): Html {
  if (count === 0) return html`<td class="none">0</td>`
  return html`<td>${formatNumber(count, language, 0)}<small>${formatRupiahShort(costRupiah, language)}</small></td>`
}
