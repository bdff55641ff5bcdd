import type { CycleStageAnswer } from '../../../core/api/cycle.ts'
import { TRACK_LABELS, TRACKS } from '../../../core/cycle/track.ts'
import { sayEnd, sayStart, sayZone } from '../../../core/cycle/wall-dates.ts'
import { DECISION_ROLE_LABELS } from '../../../core/proposal/decision.ts'
import type { Label } from '../../../core/proposal/label.ts'
import { OFFICES } from '../../cycles/stage-fields.ts'
import { renderPage } from '../frame.ts'
import { type Html, type HtmlValue, html } from '../html.ts'
import { say } from '../language.ts'
import type { PageContext } from '../page-context.ts'
import { icons } from '../symbols.ts'
import { cycleLink, editorLink } from './cycle-links.ts'
import { CYCLE_STYLES } from './cycle-page.ts'
import { editorWords as words } from './editor-words.ts'
import {
  area,
  choice,
  type DrawnForm,
  drawnForm,
  type FormDraft,
  faultNote,
  field,
  tick,
} from './form-parts.ts'
import type { ShownCycle } from './read-cycle-page.ts'
import {
  ceilingLines,
  type Fields,
  REASON_ACTIONS,
  rowsOf,
  type StageForm,
  stageFields,
} from './stage-forms.ts'

export interface StageEditorData {
  shown: ShownCycle
  stage: CycleStageAnswer
  /** Named in the address of the page: what was saved last. */
  saved: string | undefined
  draft: FormDraft | undefined
}

/** Everything of one stage that can be changed, each part a form of its own. */
export function renderStageEditor(context: PageContext, data: StageEditorData): string {
  const { language } = context
  const { shown, stage } = data
  const title = say(words.stageTitle, language, { stage: stage.name[language], year: shown.cycle.planYear })
  return renderPage(context, {
    title,
    description: title,
    styles: CYCLE_STYLES,
    hidden: true,
    body: html`<div class="cycle editor">
<header class="top"><p class="back"><a href="${cycleLink(context, shown.cycle)}#${stage.key}">${icons.back}${say(words.back, language)}</a></p>
<h1>${title}</h1></header>
${areaList(shown)}
${dates(context, data)}
${extension(context, data)}
${closing(context, data)}
${areaDates(context, data)}
${rules(context, data)}
${ceilings(context, data)}
${removal(context, data)}
</div>`,
  })
}

interface Section {
  form: StageForm
  title: Label
  hint?: HtmlValue
  fields: Fields
  button: Label
  /** Not the usual thing to do. */
  isPlain?: boolean
  /** Open from the beginning; the others once one of their links is followed, something was saved or is to be mended. */
  isFirst?: boolean
  body(form: DrawnForm): HtmlValue
}

function section(context: PageContext, data: StageEditorData, given: Section): Html {
  const { language } = context
  const { shown, stage, saved } = data
  const { form: name, title, hint, fields, button, isPlain = false, isFirst = false, body } = given
  const form = drawnForm(language, name, { fields, draft: data.draft })
  const isOpen = isFirst || saved === name || form.draft !== undefined
  return html`<details id="${name}"${isOpen && html` open`}><summary><h2>${say(title, language)}</h2></summary>
${saved === name && html`<p class="saved" role="status">${icons.tick} ${say(words.saved, language)}</p>`}
${hint && html`<p class="note">${hint}</p>`}
<form class="stack" method="post" action="${editorLink(context, shown.cycle, `tahap/${stage.key}/${name}`)}">
<input type="hidden" name="version" value="${shown.cycle.version}">
${faultNote(form)}
${body(form)}
<button class="button${isPlain ? '' : ' main'}" type="submit">${say(button, language)}</button></form></details>`
}

/** Areas to choose from as one types; codes work without it. */
function areaList({ options, cycle }: ShownCycle): Html {
  const within = options.districts.filter(({ code }) => code.startsWith(`${cycle.region}.`))
  return html`<datalist id="areas">${within.map(({ code, name, villages }) => html`<option value="${code}">${name}</option>${villages.map((one) => html`<option value="${one.code}">${one.name}, ${name}</option>`)}`)}</datalist>`
}

function dates(context: PageContext, data: StageEditorData): Html {
  const { language } = context
  const { shown, stage } = data
  const zone = sayZone(shown.cycle.timeZone)
  const hasBegun = stage.opens !== null && stage.opens <= shown.now
  return section(context, data, {
    ...{ form: 'tanggal', title: words.dates, button: words.save, fields: stageFields(stage) },
    isFirst: true,
    hint: html`${say(words.datesHint, language, { zone })}${hasBegun && html` ${say(words.begunHint, language)}`}`,
    body: (
      form,
    ) => html`${field(form, 'name-id', words.nameId, { required: true })}${field(form, 'name-en', words.nameEn)}
<fieldset><legend>${say(words.tracks, language)}</legend>${TRACKS.map((track) => tick(form, `track-${track}`, say(TRACK_LABELS[track], language)))}</fieldset>
${tick(form, 'beside', say(words.beside, language))}
${field(form, 'opens', words.opens, { type: 'datetime-local' })}${field(form, 'closes', words.closes, { type: 'datetime-local' })}
${choice(form, 'results', words.results, [
  ['announced', say(words.announced, language)],
  ['at-once', say(words.atOnce, language)],
])}
${field(form, 'announces', words.announces, { type: 'datetime-local' })}`,
  })
}

function whereField(form: DrawnForm, isOptional: boolean): Html {
  const { language } = form
  const hint = isOptional
    ? `${say(words.areaCode, language)}. ${say(words.whole, language)}`
    : say(words.areaCode, language)
  return field(form, 'area', words.area, { list: 'areas', hint, required: !isOptional })
}

function areaDates(context: PageContext, data: StageEditorData): Html {
  const { language } = context
  const { stage, shown } = data
  const own = stage.areas.map(({ area: code, opens, closes, extendedTo, closed, reason, closeReason }) => {
    const from = opens === null ? '…' : sayStart(opens, language)
    const to = extendedTo ?? closes
    const why = closed ? closeReason : reason
    return html`<li><strong>${shown.names.get(code) ?? code}</strong> (${code}): ${closed ? say(words.close, language) : `${from} – ${to === null ? '…' : sayEnd(to, language)}`}${why !== null && html`. ${why}`}</li>`
  })
  return section(context, data, {
    ...{ form: 'wilayah', title: words.areas, button: words.save, fields: {} },
    hint: html`${say(words.areasHint, language)}`,
    body: (form) => html`${own.length > 0 && html`<ul class="areas">${own}</ul>`}
${whereField(form, false)}
${field(form, 'opens', words.opens, { type: 'datetime-local' })}${field(form, 'closes', words.closes, { type: 'datetime-local' })}`,
  })
}

function extension(context: PageContext, data: StageEditorData): Html {
  return section(context, data, {
    ...{ form: 'perpanjangan', title: words.extension, button: words.extend, fields: {} },
    body: (
      form,
    ) => html`${whereField(form, true)}${field(form, 'until', words.until, { type: 'datetime-local', required: true })}
${area(form, 'reason', words.reason, { rows: 2 })}`,
  })
}

function closing(context: PageContext, data: StageEditorData): Html {
  return section(context, data, {
    ...{ form: 'penutupan', title: words.closing, button: words.close, fields: {}, isPlain: true },
    hint: say(words.closingHint, context.language),
    body: (form) => html`${whereField(form, true)}${area(form, 'reason', words.reason, { rows: 2 })}`,
  })
}

function rules(context: PageContext, data: StageEditorData): Html {
  const { language } = context
  return section(context, data, {
    ...{ form: 'aturan', title: words.rules, button: words.save, fields: stageFields(data.stage) },
    body: (
      form,
    ) => html`<fieldset><legend>${say(words.actors, language)}</legend><p class="note">${say(words.actorsHint, language)}</p>
${OFFICES.map((office) => tick(form, `actor-${office}`, say(DECISION_ROLE_LABELS[office], language)))}</fieldset>
<fieldset><legend>${say(words.checklist, language)}</legend>${rowsOf(form.fields, 'check').map((at) => checkRow(form, at))}</fieldset>
<fieldset class="quotas"><legend>${say(words.quotas, language)}</legend>
${field(form, 'quota-village', words.quotaVillage)}${field(form, 'quota-district', words.quotaDistrict)}${field(form, 'quota-agency', words.quotaAgency)}</fieldset>
<fieldset><legend>${say(words.reasons, language)}</legend><p class="note">${say(words.reasonsHint, language)}</p>
${rowsOf(form.fields, 'reason').map((at) => reasonRow(form, at))}</fieldset>
${field(form, 'source-id', words.sourceId)}${field(form, 'source-en', words.sourceEn)}`,
  })
}

/** A text in both languages; its key goes along. */
function checkRow(form: DrawnForm, at: number): Html {
  const { language, fields } = form
  const name = `check-${at}`
  return html`<div class="pair"><input type="hidden" name="${name}-key" value="${fields[`${name}-key`] ?? ''}">${bare(form, `${name}-id`, `${at + 1}. ${say(words.indonesian, language)}`)}${bare(form, `${name}-en`, `${at + 1}. ${say(words.english, language)}`)}${tick(form, `${name}-required`, say(words.required, language))}</div>`
}

function reasonRow(form: DrawnForm, at: number): Html {
  const { language } = form
  const name = `reason-${at}`
  return html`<div class="reason-row">${bare(form, `${name}-key`, `${at + 1}. ${say(words.code, language)}`)}${bare(form, `${name}-id`, `${at + 1}. ${say(words.indonesian, language)}`)}${bare(form, `${name}-en`, `${at + 1}. ${say(words.english, language)}`)}
<div class="steps">${REASON_ACTIONS.map((action) => tick(form, `${name}-${action}`, say(words[action], language)))}</div></div>`
}

/** A field whose label stands in it, for rows. */
function bare({ fields }: DrawnForm, name: string, label: string): Html {
  return html`<input name="${name}" value="${fields[name] ?? ''}" aria-label="${label}" placeholder="${label.replace(/^\d+\. /, '')}">`
}

function ceilings(context: PageContext, data: StageEditorData): Html {
  const lines = ceilingLines(data.shown.ceilings.get(data.stage.key) ?? [])
  const hint = say(words.ceilingsHint, context.language)
  return section(context, data, {
    ...{ form: 'pagu', title: words.ceilings, button: words.save, fields: { lines, source: '' } },
    body: (form) =>
      html`${area(form, 'lines', words.ceilings, { hint, rows: 8 })}${field(form, 'source', words.ceilingsSource)}`,
  })
}

function removal(context: PageContext, data: StageEditorData): Html {
  return section(context, data, {
    ...{ form: 'hapus', title: words.remove, button: words.remove, fields: {}, isPlain: true },
    hint: say(words.removeHint, context.language),
    body: () => null,
  })
}
