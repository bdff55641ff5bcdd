import type { LineFault } from '../../../core/cycle/read-ceiling-lines.ts'
import { sayEnd } from '../../../core/cycle/wall-dates.ts'
import type { ProblemDetail } from '../../../core/problem.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import type { ChangeSince } from '../../cycles/change-cycle.ts'
import { type Html, type HtmlValue, html } from '../html.ts'
import { say } from '../language.ts'
import { cycleWords } from './cycle-words.ts'
import { CHANGE_WORDS, FIELD_FAULTS, STATE_FAULTS, editorWords as words } from './editor-words.ts'
import type { Fields } from './stage-forms.ts'

/** A form that was sent and not taken: what was typed, and why. */
export interface FormDraft {
  /** The end of its address. */
  readonly form: string
  readonly fields: Fields
  readonly problem: ProblemDetail
  readonly lines?: readonly LineFault[]
  /** What others changed since the form was opened, by the clock on the wall. */
  readonly changes?: readonly (Omit<ChangeSince, 'at'> & { at: string })[]
}

/** One form of a page, as it is drawn: with what stands, or with what was typed and its fault. */
export interface DrawnForm {
  readonly language: Language
  readonly fields: Fields
  readonly draft: FormDraft | undefined
  /** Before the ids of its fields, which are apart from those of other forms of the page. */
  readonly prefix: string
}

export function drawnForm(
  language: Language,
  form: string,
  { fields, draft }: { fields: Fields; draft: FormDraft | undefined },
): DrawnForm {
  const own = draft?.form === form ? draft : undefined
  return { language, fields: own?.fields ?? fields, draft: own, prefix: form }
}

const CONFLICT = 409
const CHANGED = 412

/** Why a form was not taken, in words, with what others changed. */
export function faultNote({ draft, language, prefix }: DrawnForm): Html | null {
  if (!draft) return null
  const { problem, lines = [], changes = [] } = draft
  const item = ({ kind, stage, area, at }: (typeof changes)[number]) => {
    const word = CHANGE_WORDS[kind]
    const what = word ? say(word, language, { stage: stage ?? '', area: area ?? '' }) : kind
    return html`<li>${say(words.changedItem, language, { what, at: sayEnd(at, language) })}</li>`
  }
  return html`<div class="fault" role="alert" id="${prefix}-fault"><p>${sayFault(problem, language)}</p>
${changes.length > 0 && html`<ul>${changes.map(item)}</ul>`}
${lines.length > 0 && html`<ul>${lines.slice(0, MOST_LINES_TOLD).map((line) => html`<li>${sayLine(line, language)}</li>`)}</ul>`}
${problem.status !== CHANGED && html`<p>${say(words.faulty, language)}</p>`}</div>`
}

const MOST_LINES_TOLD = 50

function sayFault({ status, parameter = '', detail = '' }: ProblemDetail, language: Language): string {
  if (status === CHANGED) return say(words.changed, language)
  const known = status === CONFLICT ? STATE_FAULTS : FIELD_FAULTS
  const label: Label | undefined = known.find(([pattern]) => pattern.test(parameter))?.[1]
  return label ? say(label, language) : detail
}

const COLUMNS = {
  area: cycleWords.ceilingArea,
  agency: cycleWords.ceilingAgency,
  rupiah: cycleWords.ceilingAmount,
  source: cycleWords.ceilingSource,
  line: { id: 'seluruh baris', en: 'the whole line' },
} as const satisfies Record<LineFault['column'], Label>

function sayLine({ line, column, received, expected }: LineFault, language: Language): string {
  const places = { line, column: say(COLUMNS[column], language).toLowerCase(), received }
  return say(words.lineFault, language, { ...places, expected: expected[language] })
}

/** A label with its field, which is marked where the fault is about it. */
export function field(form: DrawnForm, name: string, label: Label, more: FieldMore = {}): Html {
  const { language, fields, prefix } = form
  const { type = 'text', list, hint, required = false } = more
  const id = `${prefix}-${name}`
  return html`<label for="${id}">${say(label, language)}</label>
<input id="${id}" name="${name}" type="${type}" value="${fields[name] ?? ''}"${list && html` list="${list}"`}${required && html` required`}${described(form, name, hint)}>
${hint && html`<p class="note" id="${id}-hint">${hint}</p>`}`
}

interface FieldMore {
  type?: 'text' | 'number' | 'datetime-local'
  list?: string
  hint?: HtmlValue
  required?: boolean
}

export function area(
  form: DrawnForm,
  name: string,
  label: Label,
  { hint, rows }: { hint?: string; rows: number },
): Html {
  const { language, fields, prefix } = form
  const id = `${prefix}-${name}`
  return html`<label for="${id}">${say(label, language)}</label>
<textarea id="${id}" name="${name}" rows="${rows}"${described(form, name, hint)}>${fields[name] ?? ''}</textarea>
${hint && html`<p class="note" id="${id}-hint">${hint}</p>`}`
}

/** What a field is described by: its hint, and the fault that is about it. */
function described(form: DrawnForm, name: string, hint: HtmlValue): Html | null {
  const isFaulty = nameOfFault(form) === name
  const ids = [isFaulty && `${form.prefix}-fault`, hint && `${form.prefix}-${name}-hint`].filter(Boolean)
  const by = ids.length > 0 ? html` aria-describedby="${ids.join(' ')}"` : null
  return html`${isFaulty && html` aria-invalid="true"`}${by}`
}

/** Which field a fault is about: mostly that of its name. */
function nameOfFault({ draft }: DrawnForm): string | undefined {
  const parameter = draft?.problem.parameter
  if (parameter === undefined) return undefined
  const [head = '', part] = parameter.split(/[.[]/)
  if (head === 'graceSeconds') return 'graceMinutes'
  return head === 'name' || head === 'source' ? `${head}-${part ?? 'id'}` : head
}

export function tick(form: DrawnForm, name: string, label: string): Html {
  const checked = form.fields[name] === undefined ? null : html` checked`
  return html`<label class="tick"><input type="checkbox" name="${name}" value="ya"${checked}>${label}</label>`
}

export function choice(
  form: DrawnForm,
  name: string,
  label: Label,
  options: readonly (readonly [value: string, words: string])[],
): Html {
  const { language, fields, prefix } = form
  const id = `${prefix}-${name}`
  const option = ([value, said]: readonly [string, string]) =>
    html`<option value="${value}"${value === fields[name] ? html` selected` : null}>${said}</option>`
  return html`<label for="${id}">${say(label, language)}</label>
<select id="${id}" name="${name}"${described(form, name, null)}>${options.map(option)}</select>`
}
