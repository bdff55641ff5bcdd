import { formatNumber } from '../../core/proposal/format.ts'
import { getJson } from '../api/get-json.ts'
import { ProblemResponse } from '../api/problem-response.ts'
import { sendJson } from '../api/send-json.ts'
import { deskWords } from './catalogue-words.ts'
import { block, button, labelled, tell, tellFailure } from './desk-parts.ts'
import { pageLanguage, say } from './language.ts'

const ASK_AGAIN_MS = 1000

type Archive = { id: string; year: number; version: number; features: number; unchanged?: boolean }
type Job = {
  state: 'running' | 'done' | 'failed' | 'cancelled'
  /** How much of it is done, 0–1. */
  share: number
  /** Id of the snapshot. */
  archive: string | null
  problem: string | null
}

/** Freezes the layer as it is now as a snapshot of a year; long ones can be stopped. */
export function archiveForm(layer: string): HTMLElement {
  const path = `/api/layers/${encodeURIComponent(layer)}/archives`
  const form = block('form', 'archive')
  const year = block('input')
  Object.assign(year, {
    type: 'number',
    min: '1900',
    max: '2200',
    required: true,
    value: String(new Date().getFullYear()),
  })
  const freeze = block('button', 'button', say(deskWords.freeze))
  form.append(labelled(`${say(deskWords.archive)} `, year), freeze)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    freeze.disabled = true
    const bar = block('progress')
    bar.ariaLabel = say(deskWords.freezing)
    tell(
      form,
      say(deskWords.freezing),
      bar,
      button(say(deskWords.cancel), () => void sendJson(`${path}/job`, { method: 'DELETE' })),
    )
    try {
      const answer = await sendJson(path, { body: { year: year.valueAsNumber } })
      const archive = answer.status === 202 ? await finished(path, bar) : ((await answer.json()) as Archive)
      tell(form, archive ? told(archive) : say(deskWords.freezeStopped))
    } catch (error) {
      tellFailure(form, error)
    } finally {
      freeze.disabled = false
    }
  })
  return form
}

/** The snapshot once it is there, its share of the work on the bar till then; null when somebody stopped it. */
async function finished(path: string, bar: HTMLProgressElement): Promise<Archive | null> {
  for (;;) {
    const job = await getJson<Job>(`${path}/job`)
    if (job.state === 'done') {
      const { items } = await getJson<{ items: Archive[] }>(path)
      const archive = items.find(({ id }) => id === job.archive)
      if (archive) return archive
    }
    if (job.state === 'cancelled') return null
    if (job.state !== 'running') throw new ProblemResponse(409, job.state, job.problem ?? '')
    bar.value = job.share
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
  }
}

function told({ year, version, features, unchanged }: Archive): string {
  if (unchanged) return say(deskWords.unchanged, { year })
  return say(deskWords.frozen, { year, version, count: formatNumber(features, pageLanguage()) })
}
