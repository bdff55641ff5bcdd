import { TRACK_LABELS, TRACKS } from '../../../core/cycle/track.ts'
import { PROPOSAL_STAGES, STAGE_LABELS } from '../../../core/proposal/stage.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { icons } from '../symbols.ts'
import { cycleLink, editorLink } from './cycle-links.ts'
import { CYCLE_STYLES } from './cycle-page.ts'
import { cycleWords } from './cycle-words.ts'
import { editorWords as words } from './editor-words.ts'
import { choice, drawnForm, type FormDraft, faultNote, field, tick } from './form-parts.ts'
import type { ShownCycle } from './read-cycle-page.ts'
import { type Fields, settingsFields } from './stage-forms.ts'

export interface NewCycleData {
  regions: readonly { code: string; name: string }[]
  fields: Fields
  draft: FormDraft | undefined
}

export const ZONES = 'zones'
const zoneList = html`<datalist id="${ZONES}">${['Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura'].map((zone) => html`<option value="${zone}"></option>`)}</datalist>`

export function renderNewCycle(context: PageContext, { regions, fields, draft }: NewCycleData): string {
  const { language } = context
  const form = drawnForm(language, 'baru', { fields, draft })
  const optional = { type: 'number' } as const
  return renderPage(context, {
    title: say(words.newTitle, language),
    description: say(words.newLead, language),
    styles: CYCLE_STYLES,
    hidden: true,
    body: html`<div class="cycle editor"><header class="top">${back(context, localLink(context, '/siklus'))}<h1>${say(words.newTitle, language)}</h1>
<p>${say(words.newLead, language)}</p></header>${zoneList}
<section><form class="stack" method="post" action="${localLink(context, '/siklus/baru')}">
${faultNote(form)}
${choice(
  form,
  'region',
  words.region,
  regions.map(({ code, name }) => [code, `${name} (${code})`] as const),
)}
${field(form, 'planYear', words.planYear, { type: 'number', required: true })}
${field(form, 'forumYear', words.forumYear, { ...optional, hint: say(words.yearHint, language) })}
${field(form, 'realisationYear', words.realisationYear, { ...optional, hint: say(words.sameHint, language) })}
${field(form, 'timeZone', words.timeZone, { list: ZONES, hint: say(words.timeZoneHint, language), required: true })}
<fieldset><legend>${say(words.tracks, language)}</legend>${TRACKS.map((track) => tick(form, `track-${track}`, say(TRACK_LABELS[track], language)))}</fieldset>
<fieldset>${tick(form, 'usualDates', say(words.usualDates, language))}<p class="note">${say(words.usualHint, language)}</p></fieldset>
<button class="button main" type="submit">${say(words.newTitle, language)}</button></form></section></div>`,
  })
}

function back({ language }: PageContext, address: string): Html {
  return html`<p class="back"><a href="${address}">${icons.back}${say(words.back, language)}</a></p>`
}

export interface SettingsData {
  shown: ShownCycle
  saved: string | undefined
  draft: FormDraft | undefined
}

/** Years, time zone, grace and Pokir of a cycle; stages beside those of the templates; and taking it away. */
export function renderSettings(context: PageContext, data: SettingsData): string {
  const { language } = context
  const { cycle } = data.shown
  const title = say(words.settingsTitle, language, { year: cycle.planYear })
  return renderPage(context, {
    ...{ title, description: title, styles: CYCLE_STYLES, hidden: true },
    body: html`<div class="cycle editor"><header class="top">${back(context, cycleLink(context, cycle))}<h1>${title}</h1>
<p class="note">${cycle.regionName ?? cycle.region}</p></header>${zoneList}
${settings(context, data)}${addition(context, data)}${deletion(context, data)}</div>`,
  })
}

function opened(context: PageContext, { shown, saved, draft }: SettingsData, name: string, fields: Fields) {
  const { language } = context
  const form = drawnForm(language, name, { fields, draft })
  return {
    form,
    action: editorLink(context, shown.cycle, name),
    head: html`${saved === name && html`<p class="saved" role="status">${icons.tick} ${say(words.saved, language)}</p>`}
<input type="hidden" name="version" value="${shown.cycle.version}">${faultNote(form)}`,
  }
}

function settings(context: PageContext, data: SettingsData): Html {
  const { language } = context
  const { form, action, head } = opened(context, data, 'pengaturan', settingsFields(data.shown.cycle))
  return html`<section id="pengaturan"><form class="stack" method="post" action="${action}">${head}
${field(form, 'forumYear', words.forumYear, { type: 'number', required: true })}
${field(form, 'realisationYear', words.realisationYear, { type: 'number', required: true })}
${field(form, 'timeZone', words.timeZone, { list: ZONES, hint: say(words.timeZoneHint, language), required: true })}
${field(form, 'graceMinutes', words.grace, { hint: say(words.graceHint, language) })}
${field(form, 'pokirCloses', words.pokirCloses, { type: 'datetime-local', hint: say(words.pokirHint, language) })}
${choice(form, 'pokirLate', words.pokirLate, [
  ['change', say(cycleWords.toChange, language)],
  ['next-year', say(cycleWords.toNextYear, language)],
])}
<button class="button main" type="submit">${say(words.save, language)}</button></form></section>`
}

function addition(context: PageContext, data: SettingsData): Html {
  const { language } = context
  const { stages } = data.shown.cycle
  const last = stages.at(-1)?.key ?? ''
  const { form, action, head } = opened(context, data, 'tahap', {
    ...{ 'track-desa': 'ya', 'track-kelurahan': 'ya', kind: 'village', after: last },
  })
  const after = [['', say(words.first, language)], ...stages.map(({ key, name }) => [key, name[language]])]
  return html`<section id="tahap" aria-labelledby="tahap-title"><h2 id="tahap-title">${say(words.addStage, language)}</h2>
<form class="stack" method="post" action="${action}">${head}
${field(form, 'name-id', words.nameId, { required: true })}${field(form, 'name-en', words.nameEn)}
${field(form, 'key', words.stageKey)}
${choice(
  form,
  'kind',
  words.kind,
  PROPOSAL_STAGES.map((kind) => [kind, say(STAGE_LABELS[kind], language)] as const),
)}
${choice(
  form,
  'after',
  words.after,
  after.map(([value = '', said = '']) => [value, said] as const),
)}
<fieldset><legend>${say(words.tracks, language)}</legend>${TRACKS.map((track) => tick(form, `track-${track}`, say(TRACK_LABELS[track], language)))}</fieldset>
${tick(form, 'beside', say(words.beside, language))}
<button class="button" type="submit">${say(words.addStage, language)}</button></form></section>`
}

function deletion(context: PageContext, data: SettingsData): Html {
  const { language } = context
  const { action, head } = opened(context, data, 'hapus', {})
  return html`<section id="hapus" aria-labelledby="hapus-title"><h2 id="hapus-title">${say(words.deleteCycle, language)}</h2>
<p class="note">${say(words.deleteCycleHint, language)}</p>
<form class="stack" method="post" action="${action}">${head}<button class="button" type="submit">${say(words.deleteCycle, language)}</button></form></section>`
}
