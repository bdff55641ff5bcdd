import { html, type TemplateResult } from 'lit'
import type { ImportState } from '../../core/api/import.ts'
import { formatDate } from '../../core/proposal/format.ts'
import { importWords as words } from './import-words.ts'
import { pageLanguage, say } from './language.ts'

/** Imports of the past, newest first; a finished one opens its report. */
export function importHistory(
  imports: readonly ImportState[],
  onShow: (chosen: ImportState) => void,
): TemplateResult {
  const rows = imports.map(
    (
      one,
    ) => html`<li><time datetime=${one.startedAt}>${moment(one.startedAt)}</time><span>${one.report?.name ?? ''}</span><span>${outcome(one)}</span>
      ${one.report || one.problem ? html`<button class="link" type="button" @click=${() => onShow(one)}>${say(words.show)}</button>` : ''}</li>`,
  )
  return html`<section aria-labelledby="earlier"><h2 id="earlier">${say(words.earlier)}</h2>
    ${imports.length === 0 ? html`<p class="note">${say(words.none)}</p>` : html`<ul class="history">${rows}</ul>`}</section>`
}

function outcome({ by, ...one }: ImportState): string {
  const state = stateOf(one)
  return by ? say(words.byWhom, { state, name: by }) : state
}

function stateOf({ state, share, report }: ImportState): string {
  if (state === 'running') return say(words.stateRunning, { percent: Math.round(share * 100) })
  if (state === 'cancelled') return say(words.stateCancelled)
  if (state === 'failed') return say(words.stateFailed)
  return say(report?.changed ? words.stateDone : words.stateSame)
}

/** "12 Feb 2026 14.05" in the reader's own time zone. */
function moment(iso: string): string {
  const at = new Date(iso)
  const pad = (part: number) => String(part).padStart(2, '0')
  const day = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`
  return `${formatDate(day, pageLanguage())} ${pad(at.getHours())}${pageLanguage() === 'id' ? '.' : ':'}${pad(at.getMinutes())}`
}
