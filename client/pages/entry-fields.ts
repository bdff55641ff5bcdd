import { html, nothing, type TemplateResult } from 'lit'
import {
  AREA_LEVELS,
  type EntryGuesses,
  FILE_ROLES,
  type FileRole,
  STATISTIC_KEYS,
} from '../../core/import/guess-entries.ts'
import { isOneOf } from '../../core/is-one-of.ts'
import type { Label } from '../../core/proposal/label.ts'
import { textOf } from '../panel/event-control.ts'
import { say } from './language.ts'
import { isTable, missingOf, type WizardEntry } from './wizard-entry.ts'
import { levelWords, roleWords, statisticWords, wizardWords as words } from './wizard-words.ts'

/** One thing that is asked of a file; `name` is what `missingOf` calls it. */
interface Question {
  name: string
  label: Label
  /** A list to choose from; without it a text, or a year. */
  options?: readonly (readonly [value: string, text: string])[]
  isYear?: boolean
  value: string
  take(value: string): void
}

/** What is asked of a file: what it holds, then what the manifest needs of that role. `isChecked` marks what is missing. */
export function entryFields(
  entry: WizardEntry,
  { isChecked, onChange }: { isChecked: boolean; onChange: () => void },
): TemplateResult {
  const missing = isChecked ? missingOf(entry) : []
  const questions = entry.role
    ? [roleOf(entry), ...QUESTIONS[entry.role](entry), sourceOf(entry)]
    : [roleOf(entry)]
  return html`<div class="entry-fields">${questions.map((question) => field(question, missing.includes(question.name), onChange))}</div>`
}

function field(
  { label, options, isYear, value, take }: Question,
  isMissing: boolean,
  onChange: () => void,
): TemplateResult {
  const onInput = (event: Event) => {
    take(textOf(event).trim())
    onChange()
  }
  const control = options
    ? html`<select @change=${onInput} aria-invalid=${isMissing}>${options.map(
        ([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`,
      )}</select>`
    : isYear
      ? html`<input type="number" min="1945" max="2100" step="1" .value=${value} @input=${onInput} aria-invalid=${isMissing}>`
      : html`<input type="text" maxlength="300" .value=${value} @input=${onInput} aria-invalid=${isMissing}>`
  return html`<label class=${isMissing ? 'missing' : ''}>${say(label)} ${control}
    ${isMissing ? html`<span class="fault">${say(words.required)}</span>` : nothing}</label>`
}

function roleOf(entry: WizardEntry): Question {
  return {
    ...{ name: 'role', label: words.role, value: entry.role ?? '' },
    options: [
      ['', say(words.chooseRole)],
      ...FILE_ROLES.map((role) => [role, say(roleWords[role])] as const),
    ],
    take(value) {
      entry.role = isOneOf(FILE_ROLES, value) ? value : null
    },
  }
}

function sourceOf(entry: WizardEntry): Question {
  return {
    ...{ name: 'source', label: words.source, value: entry.source },
    take(value) {
      entry.source = value
    },
  }
}

const QUESTIONS: Record<FileRole, (entry: WizardEntry) => Question[]> = {
  proposals: ({ says: { proposals } }) => [
    yearOf(proposals),
    {
      ...{ name: 'format', label: words.format, value: proposals.format },
      options: [
        ['sipd', say(words.sipd)],
        ['petausul', say(words.petausul)],
      ],
      take(value) {
        proposals.format = value === 'petausul' ? 'petausul' : 'sipd'
      },
    },
  ],
  areas: (entry) => [
    {
      ...{ name: 'level', label: words.level, value: entry.says.areas.level },
      options: AREA_LEVELS.map((level) => [level, say(levelWords[level])] as const),
      take(value) {
        if (isOneOf(AREA_LEVELS, value)) entry.says.areas.level = value
      },
    },
    column(entry, 'code', words.code, entry.says.areas),
    column(entry, 'name', words.name, entry.says.areas),
  ],
  statistics: (entry) => [
    column(entry, 'areaCode', words.areaCode, entry.says.statistics),
    yearOf(entry.says.statistics),
    ...STATISTIC_KEYS.map((key) => ({
      ...column(entry, key, statisticWords[key], entry.says.statistics.values),
      name: 'values',
    })),
  ],
  facilities: (entry) => {
    const { facilities } = entry.says
    return [
      column(entry, 'name', words.name, facilities),
      column(entry, 'type', words.type, facilities),
      ...(facilities.type ? [] : [written('constant', words.constant, facilities)]),
      ...(isTable(entry) ? coordinates(entry, facilities) : []),
    ]
  },
  layers: (entry) => [
    written('title', words.titleField, entry.says.layers),
    ...(isTable(entry) ? coordinates(entry, entry.says.layers) : []),
  ],
}

type Place = EntryGuesses['facilities'] | EntryGuesses['layers']

function coordinates(entry: WizardEntry, place: Place): Question[] {
  return [column(entry, 'lon', words.lon, place), column(entry, 'lat', words.lat, place)]
}

/** A column of the file, kept in `said` under this name. */
function column<Name extends string>(
  { preview }: WizardEntry,
  name: Name,
  label: Label,
  said: Partial<Record<Name, string>>,
): Question {
  const fields = preview?.fields ?? []
  return {
    ...written(name, label, said),
    options: [['', say(words.none)], ...fields.map((field) => [field, field] as const)],
  }
}

function written<Name extends string>(
  name: Name,
  label: Label,
  said: Partial<Record<Name, string>>,
): Question {
  return {
    ...{ name, label, value: said[name] ?? '' },
    take(value) {
      said[name] = value
    },
  }
}

function yearOf(said: { year: number | null }): Question {
  return {
    ...{ name: 'year', label: words.year, isYear: true, value: said.year === null ? '' : String(said.year) },
    take(value) {
      said.year = /^\d{1,9}$/.test(value) ? Number(value) : null
    },
  }
}
