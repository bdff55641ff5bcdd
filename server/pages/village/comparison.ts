import { formatNumber, formatPercent, formatRupiahShort } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { quantile } from '../../../core/statistics/quantile.ts'
import { type Html, type HtmlValue, html } from '../html.ts'
import { formatDistance, say } from '../language.ts'
import type { PageContext } from '../page-context.ts'
import { serviceLabel } from '../proposal/facts.ts'
import { villageLink } from '../village-link.ts'
import type { Coverage, Village, VillageData } from './read-village.ts'
import { tallyOf } from './tally.ts'
import { villageWords as words } from './village-words.ts'

interface Measure {
  name: string
  /** Of this village, where there is more to say than the number. */
  own?: HtmlValue
  numberOf(village: Village): number | null
  format(value: number): string
}

/**
 * Need, coverage and money of the village beside those that touch it. Everything is made from figures that are public:
 * where a count of poor people is withheld there is none, neither in a cell nor in a median.
 */
export function renderComparison(context: PageContext, data: VillageData): Html {
  const { language } = context
  const { neighbours } = data
  const rows = measuresOf(data, language).filter(
    ({ own, numberOf }) => own || [data.village, ...neighbours].some((one) => numberOf(one) !== null),
  )
  return html`<section class="need" aria-labelledby="need">
<h2 id="need">${say(words.need, language)}</h2>
<table class="figures"><thead><tr><th scope="col">${say(words.measure, language)}</th><th scope="col">${say(words.here, language)}</th><th scope="col">${say(words.neighbours, language)}</th></tr></thead>
<tbody>${rows.map((measure) => row(measure, data, language))}</tbody></table>
<p class="note">${say(neighbours.length > 0 ? words.neighboursNote : words.noNeighbours, language, { count: neighbours.length })}</p>
${
  neighbours.length > 0 &&
  html`<h3>${say(words.beside, language)}</h3>
<ul class="links beside">${neighbours.map(({ code, name }) => html`<li><a href="${villageLink(context, code)}">${name}</a></li>`)}</ul>`
}
</section>`
}

function row({ name, own, numberOf, format }: Measure, data: VillageData, language: Language): Html {
  const value = numberOf(data.village)
  const here = own ?? (value === null ? null : format(value))
  const others = data.neighbours.flatMap((one) => numberOf(one) ?? []).sort((a, b) => a - b)
  const [least, most] = [others[0], others.at(-1)]
  const beside =
    least === undefined || most === undefined
      ? null
      : html`${format(quantile(others, 0.5))}${least < most && html`<small>${say(words.range, language, { least: format(least), most: format(most) })}</small>`}`
  const missing = html`<span class="missing">${say(words.unknown, language)}</span>`
  return html`<tr><th scope="row">${name}</th><td>${here ?? missing}</td><td>${beside ?? missing}</td></tr>`
}

function measuresOf(data: VillageData, language: Language): Measure[] {
  const { village, fates, coverage } = data
  const whole = (value: number) => formatNumber(value, language, 0)
  const rupiah = (value: number) => formatRupiahShort(value, language)
  const tally = ({ code }: Village) => tallyOf(fates.filter((fate) => fate.code === code))
  const value = (one: Village) => tally(one).accepted.costRupiah
  return [
    { name: say(words.people, language), numberOf: ({ population }) => population, format: whole },
    {
      name: say(words.poor, language),
      ...poorOf(village, language),
      numberOf: ({ povertyRate }) => povertyRate,
      format: (value) => formatPercent(value, language, 1),
    },
    {
      name: say(words.index, language),
      ...(village.idm === null
        ? {}
        : { own: html`${formatNumber(village.idm, language, 3)}<small>${village.idmStatus}</small>` }),
      numberOf: ({ idm }) => idm,
      format: (value) => formatNumber(value, language, 3),
    },
    ...[...new Set(coverage.map(({ service }) => service))].map((service) =>
      nearestOf(service, data, language),
    ),
    { name: say(words.proposalsCount, language), numberOf: (one) => tally(one).asked.count, format: whole },
    { name: say(words.value, language), numberOf: value, format: rupiah },
    {
      name: say(words.budgeted, language),
      numberOf: (one) => tally(one).budgeted.costRupiah,
      format: rupiah,
    },
    {
      name: say(words.valuePerPerson, language),
      numberOf: (one) => (one.population ? value(one) / one.population : null),
      format: rupiah,
    },
  ]
}

function poorOf({ poorPopulation, povertyRate, poorWithheld }: Village, language: Language) {
  if (povertyRate === null)
    return poorWithheld === null ? {} : { own: say(words.poorWithheld, language, { why: poorWithheld }) }
  const people = poorPopulation === null ? null : formatNumber(poorPopulation, language, 0)
  return { own: html`${formatPercent(povertyRate, language, 1)}${people && html`<small>${people}</small>`}` }
}

function nearestOf(service: string, { village, coverage }: VillageData, language: Language): Measure {
  const of = ({ code }: Village) => coverage.find((one) => one.code === code && one.service === service)
  const own = of(village)
  return {
    name: say(words.nearest, language, { service: serviceLabel(service) }),
    ...(own && own.nearestMetres !== null ? { own: nearest(own, own.nearestMetres, language) } : {}),
    numberOf: (one) => of(one)?.nearestMetres ?? null,
    format: (metres) => formatDistance(metres, language),
  }
}

function nearest(
  { standardMetres, beyond, facilityName }: Coverage,
  metres: number,
  language: Language,
): Html {
  const badge = say(beyond ? words.beyond : words.within, language, {
    distance: formatDistance(standardMetres, language),
  })
  return html`${formatDistance(metres, language)} <span class="badge${beyond && ' warn'}">${badge}</span>${facilityName && html`<small>${facilityName}</small>`}`
}
