import { html, nothing } from 'lit'
import type { FifthFigures, NamedProposal, PortfolioResult } from '../../../../core/api/portfolio.ts'
import { leaningOf } from '../../../../core/inequality/concentration.ts'
import { codeLabel } from '../../../i18n/code-labels.ts'
import { number, rupiahShort, share } from '../../../i18n/format-value.ts'
import { pick } from '../../../i18n/translate.ts'
import { competitionLine } from '../../ranking/competition-line.ts'
import { takesMore } from '../../selection/takes-more.ts'
import type { PackageView } from '../package-view.ts'
import { packageText } from '../package-words.ts'
import { groupsPart } from './package-groups.ts'
import { smallShare } from './package-head.ts'

/** How explanations name proposals and open them. */
export interface StudyLook {
  readonly open: OpenProposal
  /** Puts titles in the place of codes. */
  readonly nameCodes: (text: string) => string
  readonly marks: FifthMarks
}

/** How the bars of the fifths are linked with map and table. */
export interface FifthMarks {
  readonly selection: ReadonlySet<string>
  readonly mark: (codes: readonly string[], add: boolean) => void
}

export type OpenProposal = (code: string) => void

/** What the answer rests on and what else could be done: equity, prices, alternatives, the list as it stands. */
export function packageStudy(view: PackageView, { open, nameCodes, marks }: StudyLook) {
  const { result, isWhole } = view
  return html`<div class="study" tabindex="0" role="region" aria-label=${packageText('study')}>
    ${result.groups ? groupsPart(result.groups) : ceilingsPart(result)} ${servicesPart(result)} ${equityPart(result, marks)} ${isWhole ? html`${pricesPart(result, nameCodes)} ${alternativesPart(result, open)} ${robustnessPart(view)}` : html`${missing('prices', view)} ${missing('alternatives', view)}`} ${listPart(result)}
    <p class="note">${packageText('solver', { solver: result.solver, count: number(result.considered) })}</p>
    ${result.competition ? html`<p class="note">${competitionLine(result.competition)}</p>` : nothing}
  </div>`
}

/** Of packages from before groups were told: each ceiling and what of it is spent. */
function ceilingsPart({ ceilings = [] }: PortfolioResult) {
  if (ceilings.length < 2) return nothing
  return html`<section><h3>${packageText('ceilings')}</h3>
    <table class="ceilings"><thead><tr><th scope="col">${packageText('ceiling')}</th><th scope="col">${packageText('ceilingSpent')}</th>
      <th scope="col">${packageText('ceilingLeft')}</th></tr></thead>
      <tbody>${ceilings.map(
        ({ label, limitRupiah, spentRupiah, count }) =>
          html`<tr><th scope="row">${pick(label)}</th><td>${rupiahShort(spentRupiah)} (${number(count)})</td><td>${rupiahShort(limitRupiah - spentRupiah)}</td></tr>`,
      )}</tbody></table></section>`
}

/** Who newly has a service within its standard: each person once a service, however many proposals reach them. */
function servicesPart({ people }: PortfolioResult) {
  const services = people.services.filter(({ beyondBefore }) => beyondBefore > 0)
  if (services.length === 0) return nothing
  return html`<section><h3>${packageText('services')}</h3><p class="note">${packageText('servicesText')}</p>
    <table class="services"><thead><tr><th scope="col">${packageText('service')}</th><th scope="col">${packageText('beyondBefore')}</th>
      <th scope="col">${packageText('newly')}</th><th scope="col">${packageText('beyondAfter')}</th></tr></thead>
      <tbody>${services.map(
        ({
          service,
          beyondBefore,
          newlyServed,
        }) => html`<tr><th scope="row">${codeLabel('service', service)}</th><td>${whole(beyondBefore)}</td>
          <td>${newlyServed >= 0.5 ? html`<b>${whole(newlyServed)}</b>` : '0'}</td><td>${whole(beyondBefore - newlyServed)}</td></tr>`,
      )}</tbody></table></section>`
}

function missing(part: 'prices' | 'alternatives', { isStopped }: PackageView) {
  const note = packageText(isStopped ? 'notStudied' : 'studied')
  return html`<section><h3>${packageText(part)}</h3><p class="note">${note}</p></section>`
}

const whole = (people: number) => number(Math.round(people))

const LEANING_WORDS = {
  poor: 'concentrationPoor',
  none: 'concentrationEven',
  'better-off': 'concentrationRich',
} as const

/** Who gets it: each fifth of the people, the poorest first, with what it asked for and what it is given. */
export function equityPart({ equity, spentRupiah, chosen }: PortfolioResult, marks?: FifthMarks) {
  const { quintiles, concentrationAsked, concentrationChosen } = equity
  const asked = quintiles.reduce((sum, one) => sum + one.askedRupiah, 0)
  const everybody = quintiles.reduce((sum, one) => sum + one.people, 0)
  const most = Math.max(
    ...quintiles.map((one) =>
      Math.max(one.askedRupiah / (asked || 1), one.chosenRupiah / (spentRupiah || 1)),
    ),
    0.01,
  )
  const bar = (kind: string, part: number, name: string) =>
    html`<span class="bars"><i class=${kind} style="width: ${(70 * part) / most}%"></i><em>${share(part)} ${name}</em></span>`
  return html`<section><h3>${packageText('equity')}</h3><p class="note">${packageText('equityText')}</p>
    <ul class="fifths">${quintiles.map(
      (
        one,
      ) => html`<li><div>${fifthTitle(one, chosen, marks)}<small>${packageText('ofPeople', { share: share(one.people / (everybody || 1)) })}</small></div>
        <span>${bar('asked', one.askedRupiah / (asked || 1), packageText('asked'))}${bar('given', one.chosenRupiah / (spentRupiah || 1), packageText('given'))}</span>
        <span class="people">${number(Math.round(one.newlyServed))}<small>${packageText('people')}</small></span></li>`,
    )}</ul>
    ${
      concentrationAsked !== null && concentrationChosen !== null
        ? html`<p>${packageText('concentration', { before: number(concentrationAsked, 2), after: number(concentrationChosen, 2) })}
          ${packageText(LEANING_WORDS[leaningOf(concentrationChosen)])}</p>`
        : nothing
    }</section>`
}

/** The name of a fifth; where it can be linked, the button that marks what is funded there. */
function fifthTitle(one: FifthFigures, chosen: PortfolioResult['chosen'], marks: FifthMarks | undefined) {
  const codes = chosen.filter(({ quintile }) => quintile === one.quintile).map(({ code }) => code)
  if (!marks || codes.length === 0) return html`<b>${fifthName(one)}</b>`
  const name = packageText('markFifth', { name: fifthName(one), count: number(codes.length) })
  const isMarked = codes.every((code) => marks.selection.has(code))
  const touched = codes.filter((code) => marks.selection.has(code)).length
  return html`<button class="fifth" type="button" aria-pressed=${isMarked} aria-label=${name} title=${name}
    @click=${(event: MouseEvent) => marks.mark(isMarked ? [] : codes, takesMore(event))}>${fifthName(one)}${touched > 0 ? html`<small>${packageText('markedHere', { count: number(touched) })}</small>` : nothing}</button>`
}

function fifthName({ quintile }: FifthFigures): string {
  if (quintile === 1) return packageText('fifth1')
  return quintile === 5 ? packageText('fifth5') : packageText('fifthN', { n: quintile })
}

function pricesPart({ prices, pricesNotAsked }: PortfolioResult, nameCodes: (text: string) => string) {
  const dear = prices.filter(({ price }) => price > 0).sort((a, b) => b.price - a.price)
  const free = prices.length - dear.length
  return html`<section><h3>${packageText('prices')}</h3>
    ${dear.length === 0 ? html`<p>${packageText('pricesNone')}</p>` : html`<ul class="prices">${dear.map(({ label, text }) => html`<li><b>${nameCodes(pick(label))}</b><span>${pick(text)}</span></li>`)}</ul>`}
    ${dear.length > 0 && free > 0 ? html`<p class="note">${packageText('pricesFree', { count: number(free) })}</p>` : nothing}
    ${pricesNotAsked > 0 ? html`<p class="note">${packageText('pricesNotAsked', { count: number(pricesNotAsked) })}</p>` : nothing}</section>`
}

function alternativesPart({ alternatives }: PortfolioResult, open: OpenProposal) {
  return html`<section><h3>${packageText('alternatives')}</h3>
    ${alternatives.length === 0 ? html`<p class="note">${packageText('alternativesNone')}</p>` : nothing}
    <ul class="others">${alternatives.map(({ lossShare, spentRupiah, added, removed }) => {
      const spent = rupiahShort(spentRupiah)
      const isSame = (lossShare ?? 0) < 1e-12
      const loss = smallShare(lossShare ?? 0)
      return html`<li><b>${packageText(isSame ? 'alternativeSame' : 'alternative', { loss, spent })}</b>
        ${added.map((one) => changedProposal(one, 'comesIn', open))}${removed.map((one) => changedProposal(one, 'goesOut', open))}</li>`
    })}</ul></section>`
}

export function changedProposal(one: NamedProposal, way: 'comesIn' | 'goesOut', open: OpenProposal) {
  return html`<span class="change ${way}"><span class="sign" aria-hidden="true">${way === 'comesIn' ? '+' : '−'}</span><span class="hidden">${packageText(way)}:</span>
    <button class="link" type="button" @click=${() => open(one.code)}>${one.title}</button> <span class="note">${one.villageName ?? ''}</span></span>`
}

function robustnessPart({ portfolio, result, standings }: PackageView) {
  const { robustness } = result
  if (!robustness || !standings) return nothing
  const spread = share(portfolio.request.robustness?.spread ?? 0)
  return html`<section><h3>${packageText('robustness')}</h3>
    <p class="note">${packageText('tried', { count: number(robustness.samples), spread })}</p></section>`
}

function listPart({ downTheList }: PortfolioResult) {
  return html`<section><h3>${packageText('list')}</h3><ul class="prices">${downTheList.map(
    ({ by, count, text }) => html`<li><b>${packageText(by === 'value' ? 'byValue' : 'byRupiah')}</b>
      <span>${packageText('listText', { count: number(count), text: pick(text) })}</span></li>`,
  )}</ul></section>`
}
