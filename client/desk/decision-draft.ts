import type { DeskItem } from '../../core/api/desk.ts'
import { isOneOf } from '../../core/is-one-of.ts'
import { PROCESS, type ProposalAction } from '../../core/proposal/process.ts'
import { RETURN_ANSWERERS, type ReturnAnswerer } from '../../core/proposal/take-step.ts'
import { parseRupiah } from '../i18n/rupiah-text.ts'
import { currentLanguage } from '../i18n/translate.ts'
import type { DecisionTerms } from './desk-api.ts'
import { deskText } from './desk-words.ts'

/** A form as it was typed, whether or not it could be sent. */
export interface DecisionDraft {
  reasonCode: string
  reason: string
  fields: readonly string[]
  /** ISO date. */
  deadline: string
  answeredBy: ReturnAnswerer
  document: string
  cost: string
  volume: string
}

/** What can be opened again to be mended, by the names that the server keeps. */
export const RETURN_FIELDS = [
  { name: 'address', word: 'fieldAddress' },
  { name: 'geometry', word: 'fieldPlace' },
  { name: 'volume', word: 'fieldVolume' },
  { name: 'costRupiah', word: 'fieldCost' },
  { name: 'problem', word: 'fieldProblem' },
  { name: 'attachments', word: 'fieldDocuments' },
] as const

const ANSWER_DAYS = 7
const DAY_MS = 86_400_000

export function emptyDraft(now = Date.now()): DecisionDraft {
  const deadline = new Date(now + ANSWER_DAYS * DAY_MS).toISOString().slice(0, 10)
  return {
    ...{ reasonCode: '', reason: '', fields: [], deadline, answeredBy: 'proposer' },
    ...{ document: '', cost: '', volume: '' },
  }
}

/** What a step demands, and what it may grant otherwise than was asked. */
export function needsOf(action: ProposalAction): { given: readonly string[]; sets: readonly string[] } {
  const step = PROCESS.find((known) => known.action === action)
  return { given: step?.given ?? [], sets: step && 'sets' in step ? step.sets : [] }
}

/** Steps that are taken at once, without a form. */
export function isPlain(action: ProposalAction): boolean {
  return needsOf(action).given.length === 0
}

/** What is sent, or which field is at fault and how. */
export function termsOf(
  action: ProposalAction,
  draft: DecisionDraft,
  item: Pick<DeskItem, 'costRupiah' | 'volume'> | null,
): { terms: DecisionTerms } | { field: keyof DecisionDraft; fault: string } {
  const { given, sets } = needsOf(action)
  const { reason, reasonCode, fields, deadline, answeredBy, document } = draft
  if (given.includes('reason') && reason.trim() === '')
    return { field: 'reason', fault: deskText('reasonNeeded') }
  if (given.includes('return')) {
    if (fields.length === 0) return { field: 'fields', fault: deskText('fieldsNeeded') }
    if (!(Date.parse(endOf(deadline)) > Date.now()))
      return { field: 'deadline', fault: deskText('deadlineNeeded') }
  }
  if (given.includes('document') && document.trim() === '')
    return { field: 'document', fault: deskText('documentNeeded') }
  const cost = sets.includes('costRupiah') && item ? amountOf(draft.cost) : undefined
  if (cost === null) return { field: 'cost', fault: deskText('amountWrong') }
  const volume = sets.includes('volume') && item ? quantityOf(draft.volume) : undefined
  if (volume === null) return { field: 'volume', fault: deskText('amountWrong') }
  return {
    terms: {
      action,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(reasonCode ? { reasonCode } : {}),
      ...(given.includes('return') ? { return: { fields, deadline: endOf(deadline), answeredBy } } : {}),
      ...(given.includes('document') ? { document: { number: document.trim() } } : {}),
      ...(cost === undefined ? {} : { costRupiah: cost }),
      ...(volume === undefined ? {} : { volume }),
    },
  }
}

/** The last moment of a day by the reader's clock. */
function endOf(day: string): string {
  const end = new Date(`${day}T23:59:59`)
  return Number.isNaN(end.getTime()) ? '' : end.toISOString()
}

/** Undefined for an empty field, null for what is no amount. */
function amountOf(text: string): number | null | undefined {
  return text.trim() === '' ? undefined : parseRupiah(text)
}

/** "1.250,5" in Indonesian, "1,250.5" in English. */
function quantityOf(text: string): number | null | undefined {
  const close = text.replaceAll(/\s/g, '')
  if (close === '') return undefined
  const [thousands, decimal] = currentLanguage() === 'id' ? ['.', ','] : [',', '.']
  const plain = close.replaceAll(thousands, '').replace(decimal, '.')
  return /^\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : null
}

export function readAnswerer(value: string): ReturnAnswerer {
  return isOneOf(RETURN_ANSWERERS, value) ? value : 'proposer'
}
