import { may } from '../../../core/access/may.ts'
import type { CycleStageAnswer } from '../../../core/api/cycle.ts'
import type { Ceiling } from '../../../core/cycle/ceiling.ts'
import { OPENING_LABELS } from '../../../core/cycle/cycle-words.ts'
import type { StageQuota } from '../../../core/cycle/stage-rules.ts'
import { TRACK_LABELS, TRACKS } from '../../../core/cycle/track.ts'
import { daysBetween, sayEnd, sayStart, sayZone } from '../../../core/cycle/wall-dates.ts'
import { DECISION_ROLE_LABELS } from '../../../core/proposal/decision.ts'
import { formatNumber, formatRupiahShort } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { fact } from '../fact.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { icons } from '../symbols.ts'
import { cycleLink, editorLink } from './cycle-links.ts'
import { cycleWords as words } from './cycle-words.ts'
import type { CyclePageData, ShownCycle } from './read-cycle-page.ts'
import { isOpenSomewhere, type StageView, type Standing } from './stage-view.ts'

export const CYCLE_STYLES = ['pages/cycle-page.css'] as const

/** Which stages are open, until when and where; all of them with their rules; and for those who may, the way to change them. */
export function renderCyclePage(context: PageContext, data: CyclePageData): string {
  const { language } = context
  const { shown } = data
  const title = shown
    ? say(words.titleOf, language, { year: shown.cycle.planYear })
    : say(words.title, language)
  return renderPage(context, {
    title,
    description: say(words.lead, language),
    styles: CYCLE_STYLES,
    body: html`<div class="cycle">
<header class="top"><h1>${title}</h1><p class="lead">${say(words.lead, language)}</p>
${shown ? about(context, shown) : empty(context)}
${tools(context, data)}</header>
${shown && areaForm(context, shown)}
${shown && openNow(context, shown)}
${shown && allStages(context, shown)}
${shown && foot(context, shown, data)}
</div>`,
  })
}

const mayWrite = ({ actor }: PageContext) => may(actor, 'cycle:write')

function empty(context: PageContext): Html {
  return html`<div class="state"><strong>${say(mayWrite(context) ? words.noneYet : words.none, context.language)}</strong></div>`
}

function about({ language }: PageContext, { cycle }: ShownCycle): Html {
  const years = {
    forum: cycle.forumYear,
    plan: cycle.planYear,
    realisation: cycle.realisationYear,
    zone: sayZone(cycle.timeZone),
  }
  return html`<p class="note"><strong>${cycle.regionName ?? cycle.region}</strong> · ${say(words.years, language, years)}</p>`
}

function tools(context: PageContext, { shown }: CyclePageData): Html | null {
  if (!mayWrite(context)) return null
  const { language } = context
  return html`<p class="actions"><a class="button${shown ? '' : ' main'}" href="${localLink(context, '/siklus/baru')}">${say(words.create, language)}</a>
${shown && html`<a class="button" href="${editorLink(context, shown.cycle, 'pengaturan')}">${say(words.settings, language)}</a>`}</p>`
}

function areaForm({ language }: PageContext, { cycle, area, options }: ShownCycle): Html {
  const option = (code: string, name: string) =>
    html`<option value="${code}"${code === area ? html` selected` : null}>${name}</option>`
  const region = cycle.regionName ?? cycle.region
  const within = options.districts.filter(({ code }) => code.startsWith(`${cycle.region}.`))
  return html`<form class="area-form" method="get" action="/siklus">
${language !== 'id' && html`<input type="hidden" name="lang" value="${language}">`}
<input type="hidden" name="tahun" value="${cycle.planYear}"><input type="hidden" name="region" value="${cycle.region}">
<label for="wilayah">${say(words.where, language)}</label>
<select id="wilayah" name="wilayah">${option(cycle.region, say(words.wholeRegion, language, { region }))}
${within.map(({ code, name, villages }) => html`<optgroup label="${name}">${option(code, name)}${villages.map((one) => option(one.code, `– ${one.name}`))}</optgroup>`)}</select>
<button class="button" type="submit">${say(words.show, language)}</button></form>`
}

function nameOf({ names }: ShownCycle, code: string): string {
  return names.get(code) ?? code
}

function openNow(context: PageContext, shown: ShownCycle): Html {
  const { language } = context
  const open = shown.views.filter(isOpenSomewhere)
  return html`<section class="now" aria-labelledby="now"><h2 id="now">${say(words.now, language)}</h2>
${open.length > 0 ? html`<ul>${open.map((view) => openStage(context, shown, view))}</ul>` : nothingOpen(context, shown)}</section>`
}

function nothingOpen({ language }: PageContext, { views, now }: ShownCycle): Html {
  const next = views
    .filter(({ whole }) => whole.opens !== null && whole.opens > now)
    .toSorted((one, other) => (one.whole.opens ?? '').localeCompare(other.whole.opens ?? ''))[0]
  const places = {
    stage: next?.stage.name[language] ?? '',
    date: sayStart(next?.whole.opens ?? '', language),
  }
  return html`<div class="state"><strong>${say(words.nothingOpen, language)}</strong>${next && html`<span>${say(words.next, language, places)}</span>`}</div>`
}

function openStage(context: PageContext, shown: ShownCycle, view: StageView): Html {
  const { language } = context
  const { stage, whole, elsewhere } = view
  const isWhole = whole.opening === 'open'
  const [first] = isWhole ? [whole] : elsewhere.filter(({ opening }) => opening === 'open')
  const list = isWhole ? elsewhere : elsewhere.filter(({ opening }) => opening === 'open')
  const area = nameOf(shown, shown.area)
  const proposals = `/usulan?year=${shown.cycle.planYear}&stage=${stage.kind}`
  return html`<li class="open-stage"><h3>${stage.name[language]} ${badges(stage, language)}</h3>
${isWhole && first && html`<p class="until">${until(first, shown, language)}</p>`}
${isWhole && whole.reason !== null && html`<p>${say(words.why, language, { reason: whole.reason })}</p>`}
<p class="place">${isWhole ? say(words.everywhere, language, { area }) : say(words.onlyIn, language)}${isWhole && list.length > 0 && html`, ${say(words.exceptIn, language)}`}${list.length > 0 && ':'}</p>
${list.length > 0 && html`<ul class="areas">${list.map((one) => areaItem(shown, one, language))}</ul>`}
<p><a href="${localLink(context, proposals)}">${say(words.proposals, language)}</a></p></li>`
}

function until({ closes }: Standing, { cycle, now }: ShownCycle, language: Language): Html {
  if (closes === null) return html`<strong>${say(words.noEnd, language)}</strong>`
  const days = daysBetween(now, closes)
  const left = days < 1 ? say(words.lastDay, language) : say(words.daysLeft, language, { days })
  const zone = sayZone(cycle.timeZone)
  return html`<strong>${say(words.until, language, { date: sayEnd(closes, language), zone })}</strong> <span class="badge${days < 3 ? ' warn' : ''}">${left}</span>`
}

function areaItem(shown: ShownCycle, one: Standing, language: Language): Html {
  const zone = sayZone(shown.cycle.timeZone)
  const { opening, opens, closes, reason } = one
  const when =
    opening === 'open' && closes !== null
      ? say(words.until, language, { date: sayEnd(closes, language), zone })
      : opening === 'before' && opens !== null
        ? say(words.from, language, { date: sayStart(opens, language), zone })
        : say(OPENING_LABELS[opening], language)
  return html`<li><strong>${nameOf(shown, one.area)}</strong>: ${when}${reason !== null && html`. ${say(words.why, language, { reason })}`}</li>`
}

/** Where it is for one of the tracks alone, or beside the others. */
function badges({ tracks, beside }: CycleStageAnswer, language: Language): Html {
  const names = tracks.map((one) => say(TRACK_LABELS[one], language).replace(/ \(.*/, '')).join(', ')
  const only = say(words.onlyTrack, language, { track: names.toLowerCase() })
  const told = [tracks.length < TRACKS.length && only, beside && say(words.beside, language)].filter(Boolean)
  return html`${told.map((word) => html`<span class="badge">${word}</span> `)}`
}

function allStages(context: PageContext, shown: ShownCycle): Html {
  const { language } = context
  return html`<section class="stages" aria-labelledby="all"><h2 id="all">${say(words.all, language)}</h2>
<ol>${shown.views.map((view) => stageItem(context, shown, view))}</ol></section>`
}

function stageItem(context: PageContext, shown: ShownCycle, view: StageView): Html {
  const { language } = context
  const { stage, whole, elsewhere } = view
  const state = isOpenSomewhere(view) ? 'open' : whole.opening
  const dates = {
    opens: whole.opens === null ? '…' : sayStart(whole.opens, language),
    closes: whole.closes === null ? '…' : sayEnd(whole.closes, language),
  }
  const said = whole.opens === null && whole.closes === null ? words.noDates : words.dates
  return html`<li class="stage-line ${state}" id="${stage.key}"><span class="marker" aria-hidden="true">${state === 'ended' || state === 'frozen' ? icons.tick : null}</span>
<div class="heading"><h3>${stage.name[language]}</h3>${badges(stage, language)}<span class="state-word">${say(OPENING_LABELS[state], language)}</span>
${mayWrite(context) && html`<a class="edit" href="${editorLink(context, shown.cycle, `tahap/${stage.key}`)}" aria-label="${say(words.edit, language)}: ${stage.name[language]}">${say(words.edit, language)}</a>`}</div>
<p class="dates">${say(said, language, dates)}</p>
${elsewhere.length > 0 && html`<details><summary>${say(words.differs, language, { count: elsewhere.length })}</summary><ul class="areas">${elsewhere.map((one) => areaItem(shown, one, language))}</ul></details>`}
<details><summary>${say(words.rules, language)}</summary>${rules(shown, stage, language)}</details></li>`
}

function rules(shown: ShownCycle, stage: CycleStageAnswer, language: Language): Html {
  const { actors, results, announces, checklist, quotas, reasons, source } = stage
  const day =
    announces === null ? null : say(words.announces, language, { date: sayStart(announces, language) })
  const ceilings = shown.ceilings.get(stage.key) ?? []
  const listed = (items: readonly string[]) => html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
  return html`<dl class="facts">
${actors.length > 0 && fact(say(words.decides, language), actors.map((one) => say(DECISION_ROLE_LABELS[one], language)).join(', '))}
${fact(say(words.results, language), [say(results === 'at-once' ? words.atOnce : words.announced, language), day].filter(Boolean).join('; '))}
${checklist.length > 0 && fact(say(words.checklist, language), listed(checklist.map(({ label, required }) => (required ? `${label[language]} (${say(words.required, language)})` : label[language]))))}
${quotas.length > 0 && fact(say(words.quotas, language), listed(quotas.map((one) => sayQuota(one, language))))}
${reasons.length > 0 && fact(say(words.reasons, language), listed(reasons.map(({ label }) => label[language])))}
${ceilings.length > 0 && fact(say(words.ceilings, language), ceilingTable(shown, ceilings, language))}
${source && fact(say(words.source, language), source[language])}</dl>`
}

const QUOTA_WORDS = {
  village: words.perVillage,
  district: words.perDistrict,
  agency: words.perAgency,
} as const

function sayQuota({ per, most }: StageQuota, language: Language): string {
  return say(QUOTA_WORDS[per], language, { most: formatNumber(most, language, 0) })
}

export function ceilingTable(
  shown: Pick<ShownCycle, 'names'>,
  ceilings: readonly Ceiling[],
  language: Language,
): Html {
  const heads = [words.ceilingArea, words.ceilingAgency, words.ceilingAmount, words.ceilingSource]
  return html`<div class="scroll"><table class="rows"><thead><tr>${heads.map((head) => html`<th scope="col">${say(head, language)}</th>`)}</tr></thead>
<tbody>${ceilings.map(({ area, agency, rupiah, source }) => html`<tr><td>${area === null ? '' : (shown.names.get(area) ?? area)}</td><td>${agency}</td><td class="amount">${formatRupiahShort(rupiah, language)}</td><td>${source}</td></tr>`)}</tbody></table></div>`
}

function foot(context: PageContext, { cycle }: ShownCycle, { cycles }: CyclePageData): Html {
  const { language } = context
  const others = cycles.filter((one) => one.planYear !== cycle.planYear || one.region !== cycle.region)
  const late = say(cycle.pokirLate === 'change' ? words.toChange : words.toNextYear, language)
  const minutes = formatNumber(cycle.graceSeconds / 60, language, 1)
  return html`<footer class="more">
${cycle.pokirCloses !== null && html`<p>${say(words.pokir, language, { date: sayEnd(cycle.pokirCloses, language), late })}</p>`}
${cycle.graceSeconds > 0 && html`<p>${say(words.grace, language, { minutes })}</p>`}
${cycle.note && html`<p class="note">${cycle.note[language]}</p>`}
${others.length > 0 && html`<nav aria-label="${say(words.others, language)}"><h2>${say(words.others, language)}</h2><ul class="links">${others.map((one) => html`<li><a href="${cycleLink(context, one)}">${one.planYear} · ${one.regionName ?? one.region}</a></li>`)}</ul></nav>`}
</footer>`
}
