import { html, nothing } from 'lit'
import { MOST_ITEMS } from '../../../../core/api/portfolio.ts'
import { number, rupiahShort, share } from '../../../i18n/format-value.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { sideColours } from '../map/choice-layer.ts'
import type { Scenario, ScenarioController, SideName } from '../scenario-controller.ts'
import { scenarioText } from '../scenario-words.ts'
import type { PeopleOf, Served } from '../served-people.ts'

const SIDES = ['a', 'b'] as const
type Sides<One> = Readonly<Record<SideName, One>>

/** What both sides come to, side by side, what the figures rest on and what is not in them; nothing before they are known. */
export function scenarioFigures(controller: ScenarioController) {
  const { shown } = controller
  if (!shown) return nothing
  const { comparison } = shown
  const [a, b] = comparison.figures
  const served = { a: controller.servedBy(shown.a), b: controller.servedBy(shown.b) }
  const poorest = { a: controller.poorestOf(shown.a), b: controller.poorestOf(shown.b) }
  const row = (name: string, cellOf: (side: SideName) => unknown) =>
    html`<tr><th scope="row">${name}</th>${SIDES.map(cellOf)}</tr>`
  const figures = { a, b }
  const figure = (text: string) => html`<td>${text}</td>`
  const tau = comparison.tau === null ? '–' : number(comparison.tau, 2)
  return html`<section><h2>${scenarioText('figures')}</h2>
    <table><thead><tr><td></td>${SIDES.map((side) => html`<th scope="col" style="color: ${sideColours[side]}">${side.toUpperCase()}</th>`)}</tr></thead><tbody>
      ${row(scenarioText('above'), (side) => figure(number(figures[side].count)))}
      ${row(scenarioText('cost'), (side) => figure(rupiahShort(figures[side].cost)))}
      ${row(scenarioText('villages'), (side) => figure(number(figures[side].villages)))}
      ${row(scenarioText('served'), (side) => servedCell(served[side]))}
      ${row(scenarioText('poorest'), (side) => poorestCell(poorest[side]))}
    </tbody></table>
    ${servedNote(served, shown)}${poorestNote(poorest, shown)}${failureNote([...Object.values(served), ...Object.values(poorest)], controller)}
    <p>${scenarioText('agreement', { shared: number(comparison.rows.both.length), tau })}</p></section>`
}

/** Nothing to tell, and why. */
function unknown(why: string, shown = '–') {
  return html`<td class="none" title=${why}><span aria-hidden="true">${shown}</span><span class="hidden">${why}</span></td>`
}

/** What stands where the server has not told yet, or will not; null where it has. */
function notTold({ state }: PeopleOf) {
  if (state === 'asked') return unknown(scenarioText('counting'), '…')
  if (state === 'too-many') return unknown(scenarioText('tooMany', { most: number(MOST_ITEMS) }))
  return state === 'failed' ? unknown(scenarioText('servedFailed')) : null
}

function servedCell(served: PeopleOf) {
  if (served.state !== 'known') return notTold(served)
  const { services, newlyServed } = served.people
  if (services.length === 0) return unknown(scenarioText('noStandard'))
  return html`<td>${number(Math.round(newlyServed))}</td>`
}

function poorestCell(served: Served) {
  if (served.state !== 'known') return notTold(served)
  const { poorest } = served.people
  if (poorest.share !== null) return html`<td>${share(poorest.share)}</td>`
  return unknown(scenarioText(poorest.whyNot ?? 'no-figures'))
}

type Shown = Sides<Scenario>

function servedNote(served: Sides<PeopleOf>, { a, b }: Shown) {
  const isMixed = Boolean(a.portfolio) !== Boolean(b.portfolio)
  const lacks = SIDES.flatMap((name) => {
    const one = served[name]
    if (one.state !== 'known') return []
    const side = name.toUpperCase()
    const { withoutPlace, notFound } = one.people
    return [
      ...(withoutPlace > 0 ? [scenarioText('servedLacks', { side, count: number(withoutPlace) })] : []),
      ...(notFound > 0 ? [scenarioText('servedGone', { side, count: number(notFound) })] : []),
    ]
  })
  const then = isMixed ? ` ${scenarioText('servedThen')}` : nothing
  return html`<p class="note">${scenarioText('servedRule')}${then}${lacks.map((text) => ` ${text}`)}</p>`
}

function poorestNote(served: Sides<Served>, shown: Shown) {
  const known = SIDES.flatMap((name) => {
    const one = served[name]
    return one.state === 'known' ? [{ name, ...one.people }] : []
  })
  type Known = (typeof known)[number]
  const partsOf = (amountOf: (one: Known) => number, say: (amount: number) => string) =>
    known
      .filter((one) => amountOf(one) > 0)
      .map((one) => `${one.name.toUpperCase()} ${say(amountOf(one))}`)
      .join(', ')
  const told = ({ poorest }: Known, amount: number) => (poorest.share === null ? 0 : amount)
  const parts = {
    poorestLacks: partsOf((one) => told(one, one.poorest.unplacedRupiah), rupiahShort),
    poorestFree: partsOf((one) => told(one, one.poorest.withoutCost), number),
    // Of weights the note on people newly served says so.
    poorestGone: partsOf((one) => (shown[one.name].portfolio ? one.notFound : 0), number),
  }
  const lacks = (['poorestLacks', 'poorestFree', 'poorestGone'] as const).filter((name) => parts[name] !== '')
  const whole = shown.a.portfolio || shown.b.portfolio ? ` ${scenarioText('poorestWhole')}` : nothing
  return html`<p class="note">${scenarioText('poorestRule')}${whole}${lacks.map((name) => ` ${scenarioText(name, { parts: parts[name] })}`)}</p>`
}

function failureNote(asked: readonly PeopleOf[], controller: ScenarioController) {
  const [failure] = asked.flatMap((one) => (one.state === 'failed' ? [one.failure] : []))
  if (failure === undefined) return nothing
  return html`<p class="note" role="alert">${scenarioText('servedFailed')} ${describeFailure(failure)} <button class="link" type="button" @click=${() => controller.served.forget()}>${scenarioText('retry')}</button></p>`
}
