import type { CycleAnswer, CycleStageAnswer } from '../../../core/api/cycle.ts'
import type { Ceiling } from '../../../core/cycle/ceiling.ts'
import type { ChecklistItem, StageReason } from '../../../core/cycle/stage-rules.ts'
import { TRACKS } from '../../../core/cycle/track.ts'
import { fieldDate } from '../../../core/cycle/wall-dates.ts'
import type { Label } from '../../../core/proposal/label.ts'
import type { ProposalAction } from '../../../core/proposal/process.ts'
import { OFFICES } from '../../cycles/stage-fields.ts'

/** What a form holds, by the names of its fields: what stands, or what was typed. */
export type Fields = Readonly<Record<string, string>>

/** The forms of a stage, each by the end of its address. */
export const STAGE_FORMS = [
  'tanggal',
  'aturan',
  'wilayah',
  'perpanjangan',
  'penutupan',
  'pagu',
  'hapus',
] as const
export type StageForm = (typeof STAGE_FORMS)[number]

/** The forms of a whole cycle: its settings, another stage, taking it away. */
export const CYCLE_FORMS = ['pengaturan', 'tahap', 'hapus'] as const
export type CycleForm = (typeof CYCLE_FORMS)[number]

/** Steps that offices give reasons for. */
export const REASON_ACTIONS = [
  'return',
  'reject',
  'postpone',
  'drop',
] as const satisfies readonly ProposalAction[]
const QUOTA_OF = ['village', 'district', 'agency'] as const
const MOST_ROWS = 40
/** Empty rows for what is to be added. */
const SPARE = 3
const ON = 'ya'

/** The settings of a stage as its forms show them. */
export function stageFields(stage: CycleStageAnswer): Fields {
  const ticks = [
    ...stage.tracks.map((track) => `track-${track}`),
    ...stage.actors.map((actor) => `actor-${actor}`),
    ...(stage.beside ? ['beside'] : []),
    ...stage.checklist.flatMap(({ required }, at) => (required ? [`check-${at}-required`] : [])),
    ...stage.reasons.flatMap(({ actions }, at) => actions.map((action) => `reason-${at}-${action}`)),
  ]
  return {
    ...{ 'name-id': stage.name.id, 'name-en': stage.name.en },
    ...{ opens: fieldDate(stage.opens), closes: fieldDate(stage.closes) },
    ...{ results: stage.results, announces: fieldDate(stage.announces) },
    ...{ 'source-id': stage.source?.id ?? '', 'source-en': stage.source?.en ?? '' },
    ...Object.fromEntries(stage.quotas.map(({ per, most }) => [`quota-${per}`, String(most)])),
    ...rowFields(
      'check',
      stage.checklist.map(({ key, label }) => ({ key, ...label })),
    ),
    ...rowFields(
      'reason',
      stage.reasons.map(({ code, label }) => ({ key: code, ...label })),
    ),
    ...Object.fromEntries(ticks.map((name) => [name, ON])),
  }
}

function rowFields(prefix: string, rows: readonly (Label & { key: string })[]): Fields {
  return Object.fromEntries(
    rows.flatMap(({ key, id, en }, at) => [
      [`${prefix}-${at}-key`, key],
      [`${prefix}-${at}-id`, id],
      [`${prefix}-${at}-en`, en],
    ]),
  )
}

/** How many rows a list of fields shows: those that are filled, and some to add. */
export function rowsOf(fields: Fields, prefix: string): number[] {
  const filled = Array.from({ length: MOST_ROWS }, (_, at) => at).filter((at) => hasRow(fields, prefix, at))
  const count = Math.min((filled.at(-1) ?? -1) + 1 + SPARE, MOST_ROWS)
  return Array.from({ length: count }, (_, at) => at)
}

function hasRow(fields: Fields, prefix: string, at: number): boolean {
  return ['key', 'id', 'en'].some((part) => (fields[`${prefix}-${at}-${part}`] ?? '').trim() !== '')
}

/** A stage as its PUT takes it: what stands, with the dates and names of one form. */
export function withDates(stage: CycleStageAnswer, fields: Fields): object {
  return {
    ...settingsOf(stage),
    name: labelOf(fields, 'name'),
    tracks: TRACKS.filter((track) => fields[`track-${track}`] !== undefined),
    ...{ opens: dateOf(fields, 'opens'), closes: dateOf(fields, 'closes') },
    ...{ results: fields.results ?? '', announces: dateOf(fields, 'announces') },
    beside: fields.beside !== undefined,
  }
}

/** The same with the rules of another. */
export function withRules(stage: CycleStageAnswer, fields: Fields): object {
  const source = labelOf(fields, 'source')
  return {
    ...settingsOf(stage),
    actors: OFFICES.filter((office) => fields[`actor-${office}`] !== undefined),
    checklist: checklistOf(fields),
    quotas: QUOTA_OF.flatMap((per) => quotaOf(fields, per)),
    reasons: reasonsOf(fields),
    source: source.id === '' ? null : source,
  }
}

function settingsOf(stage: CycleStageAnswer): object {
  const { key: _key, kind: _kind, areas: _areas, ...settings } = stage
  return settings
}

/** Without English words, the Indonesian ones stand for them. */
export function labelOf(fields: Fields, prefix: string): Label {
  const id = (fields[`${prefix}-id`] ?? '').trim()
  return { id, en: (fields[`${prefix}-en`] ?? '').trim() || id }
}

/** An empty field is no date; whatever else stands in it is told where it is none. */
export function dateOf(fields: Fields, name: string): string | null {
  return (fields[name] ?? '').trim() || null
}

function checklistOf(fields: Fields): ChecklistItem[] {
  return keyed(fields, 'check').map(({ at, key, label }) => ({
    ...{ key, label },
    ...(fields[`check-${at}-required`] === undefined ? {} : { required: true }),
  }))
}

function reasonsOf(fields: Fields): StageReason[] {
  return keyed(fields, 'reason').map(({ at, key, label }) => ({
    code: key,
    label,
    actions: REASON_ACTIONS.filter((action) => fields[`reason-${at}-${action}`] !== undefined),
  }))
}

function keyed(fields: Fields, prefix: string): { at: number; key: string; label: Label }[] {
  const taken = new Set<string>()
  return rowsOf(fields, prefix)
    .filter((at) => hasRow(fields, prefix, at))
    .map((at) => {
      const label = labelOf(fields, `${prefix}-${at}`)
      const given = (fields[`${prefix}-${at}-key`] ?? '').trim()
      const key = given || freeKey(label.id, taken)
      taken.add(key)
      return { at, key, label }
    })
}

const LONGEST_KEY = 40

/** A key made of words, which no other row has. */
export function freeKey(words: string, taken: ReadonlySet<string>): string {
  const plain = words
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_KEY)
    .replaceAll(/^-+|-+$/g, '')
  const base = plain || 'butir'
  let key = base
  for (let n = 2; taken.has(key); n++) key = `${base}-${n}`
  return key
}

/** What is no number stays text, and is told. */
function quotaOf(fields: Fields, per: (typeof QUOTA_OF)[number]): { per: string; most: unknown }[] {
  const text = (fields[`quota-${per}`] ?? '').trim()
  if (text === '') return []
  return [{ per, most: /^\d{1,9}$/.test(text) ? Number(text) : text }]
}

/** Ceilings as lines of a text field, columns divided by tabs, as a spreadsheet takes and gives them. */
export function ceilingLines(ceilings: readonly Ceiling[]): string {
  return ceilings
    .map(({ area, agency, rupiah, source }) => [area ?? '', agency ?? '', String(rupiah), source].join('\t'))
    .join('\n')
}

/** The settings of a cycle as its form shows them, and back. */
export function settingsFields(cycle: CycleAnswer): Fields {
  return {
    ...{ forumYear: String(cycle.forumYear), realisationYear: String(cycle.realisationYear) },
    ...{ timeZone: cycle.timeZone, graceMinutes: String(Math.round((cycle.graceSeconds / 60) * 1e4) / 1e4) },
    ...{ pokirCloses: fieldDate(cycle.pokirCloses), pokirLate: cycle.pokirLate },
  }
}

export function settingsBody(fields: Fields): object {
  return {
    ...{ forumYear: wholeOf(fields, 'forumYear'), realisationYear: wholeOf(fields, 'realisationYear') },
    ...{ timeZone: (fields.timeZone ?? '').trim(), pokirLate: fields.pokirLate ?? '' },
    graceSeconds: graceOf(fields),
    pokirCloses: dateOf(fields, 'pokirCloses'),
  }
}

export function creationBody(fields: Fields): object {
  const years = ['forumYear', 'realisationYear'].filter((name) => (fields[name] ?? '').trim() !== '')
  return {
    ...{ region: (fields.region ?? '').trim(), planYear: wholeOf(fields, 'planYear') },
    ...Object.fromEntries(years.map((name) => [name, wholeOf(fields, name)])),
    timeZone: (fields.timeZone ?? '').trim(),
    tracks: TRACKS.filter((track) => fields[`track-${track}`] !== undefined),
    usualDates: fields.usualDates !== undefined,
  }
}

/** Minutes, of which a part may have been set over the API. */
function graceOf({ graceMinutes = '' }: Fields): number | string {
  const text = graceMinutes.trim().replace(',', '.')
  return /^\d{1,5}(\.\d{1,4})?$/.test(text) ? Math.round(Number(text) * 60) : text
}

function wholeOf(fields: Fields, name: string): number | string {
  const text = (fields[name] ?? '').trim()
  return /^\d{1,6}$/.test(text) ? Number(text) : text
}
