import { html, nothing } from 'lit'
import type { PortfolioResult } from '../../../../core/api/portfolio.ts'
import { number, percent, rupiahShort, share } from '../../../i18n/format-value.ts'
import { rupiahClose, rupiahWords } from '../../../i18n/rupiah-text.ts'
import { pick } from '../../../i18n/translate.ts'
import type { PackageView } from '../package-view.ts'
import { packageText } from '../package-words.ts'

/** Budget, what of it is spent, and how sure it is that nothing is better. */
export function budgetMeter({ result, standings }: PackageView) {
  const { budgetRupiah, spentRupiah } = result
  const spent = spentRupiah ?? 0
  const certain = standings
    ? result.chosen.reduce(
        (sum, one) => sum + (standings.get(one.code) === 'certain' ? one.costRupiah : 0),
        0,
      )
    : spent
  const width = (rupiah: number) =>
    `width: ${budgetRupiah > 0 ? Math.min(100, (100 * rupiah) / budgetRupiah) : 0}%`
  const left = packageText('left', { left: rupiahShort(budgetRupiah - spent) })
  return html`<p class="budget"><b>${budgetName(result)}</b>
      ${packageText('spent', { spent: rupiahClose(spent) })} · <span class="proof ${isProven(result) ? 'proven' : ''}">${proofText(result)}</span></p>
    <div class="meter" role="img" aria-label=${`${packageText('spent', { spent: rupiahClose(spent) })}, ${left}`} title=${left}>
      <i class="certain" style=${width(certain)}></i><i class="depends" style=${width(spent - certain)}></i></div>`
}

function budgetName({ budgetRupiah, years }: PortfolioResult): string {
  const budget = rupiahWords(budgetRupiah)
  const [first, last] = [years?.[0], years?.at(-1)]
  if (!first || !last) return packageText('budget', { budget })
  return packageText('budgetYears', { years: `${first.year}–${last.year}`, budget })
}

/** What each year has to spend and spends; pressed, it shows that year alone in the table. */
export function yearMeters(
  { result }: PackageView,
  shown: number | null,
  show: (year: number | null) => void,
) {
  const { years } = result
  if (!years) return nothing
  const most = Math.max(1, ...years.map(({ budgetRupiah }) => budgetRupiah))
  const width = (rupiah: number) => `width: ${(100 * rupiah) / most}%`
  return html`<ul class="years" aria-label=${packageText('years')}>${years.map(
    ({ year, budgetRupiah, spentRupiah, count }) => {
      const places = { spent: rupiahShort(spentRupiah), budget: rupiahShort(budgetRupiah) }
      const isShown = shown === year
      return html`<li><button type="button" aria-pressed=${isShown} title=${packageText('showYear', { year })} @click=${() => show(isShown ? null : year)}>
        <b>${year}</b><span class="bar" style=${width(budgetRupiah)}><i style=${`width: ${budgetRupiah > 0 ? (100 * spentRupiah) / budgetRupiah : 0}%`}></i></span>
        <span class="amount">${packageText('ofYear', places)}</span><span class="count">${packageText('countOfYear', { count: number(count) })}</span></button></li>`
    },
  )}</ul>`
}

/** By whole numbers; a solver's word alone is none. */
export function isProven({ status, proof }: PortfolioResult): boolean {
  return status === 'optimal' && proof === 'exact'
}

export function proofText(result: PortfolioResult): string {
  if (isProven(result)) return packageText('proven')
  if (result.status === 'optimal') return packageText('bySolver')
  return packageText('notProven', { gap: smallShare(result.gap ?? 1) })
}

/** "1,2 %", and never "0 %" for what is more than nothing. */
export function smallShare(value: number): string {
  const hundredths = Math.abs(value) * 100
  if (hundredths > 0 && hundredths < 0.05) return `< ${percent(0.1, 1)}`
  return percent(hundredths, hundredths < 10 ? 1 : 0)
}

/** The four figures that a forum asks for. */
export function packageFigures({ result }: PackageView) {
  const list = result.downTheList.find(({ by }) => by === 'value')
  const gain = list && list.worth > 0 && result.worth !== null ? result.worth / list.worth - 1 : null
  const broken = (list?.broken.length ?? 0) > 0
  const [poorest] = result.equity.quintiles
  const spent = result.spentRupiah ?? 0
  return html`<dl class="figures">
    ${figure(number(result.chosen.length), packageText('funded'))}
    ${figure(number(Math.round(result.people.newlyServed)), packageText('served'), packageText('servedHint'))}
    ${broken ? figure('–', packageText('gainNone')) : gain === null ? nothing : figure(`+${smallShare(Math.max(0, gain))}`, packageText('gain'), list ? pick(list.text) : '')}
    ${poorest && spent > 0 ? figure(share(poorest.chosenRupiah / spent), packageText('poorest'), packageText('poorestHint')) : nothing}
  </dl>`
}

function figure(value: string, name: string, hint = '') {
  return html`<div title=${hint || nothing}><dt>${name}</dt><dd>${value}</dd></div>`
}
