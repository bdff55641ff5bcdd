import type { ArchiveJob, LayerArchives, MadeSnapshot } from '../../core/api/archive.ts'
import type { LayerSnapshot } from '../../core/api/map-layer.ts'
import { formatNumber } from '../../core/proposal/format.ts'
import { getJson } from '../api/get-json.ts'
import { ProblemResponse } from '../api/problem-response.ts'
import { readAnswer } from '../api/read-answer.ts'
import { sendJson } from '../api/send-json.ts'
import { officeWords } from './catalogue-words.ts'
import { block, button, labelled, showFailure, showMessage } from './form-parts.ts'
import { pageLanguage, say } from './language.ts'

const ASK_AGAIN_MS = 1000

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
  const freeze = block('button', 'button', say(officeWords.freeze))
  form.append(labelled(`${say(officeWords.archive)} `, year), freeze)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    freeze.disabled = true
    const bar = block('progress')
    bar.ariaLabel = say(officeWords.freezing)
    showMessage(
      form,
      say(officeWords.freezing),
      bar,
      button(say(officeWords.cancel), () => void sendJson(`${path}/job`, { method: 'DELETE' })),
    )
    try {
      const answer = await sendJson(path, { body: { year: year.valueAsNumber } })
      const archive =
        answer.status === 202 ? await finished(path, bar) : await readAnswer<MadeSnapshot>(answer)
      showMessage(form, archive ? resultText(archive) : say(officeWords.freezeStopped))
    } catch (error) {
      showFailure(form, error)
    } finally {
      freeze.disabled = false
    }
  })
  return form
}

/** The snapshot once it is there, its share of the work on the bar till then; null when somebody stopped it. */
async function finished(path: string, bar: HTMLProgressElement): Promise<LayerSnapshot | null> {
  for (;;) {
    const job = await getJson<ArchiveJob>(`${path}/job`)
    if (job.state === 'done') {
      const { items } = await getJson<LayerArchives>(path)
      const archive = items.find(({ id }) => id === job.archive)
      if (archive) return archive
    }
    if (job.state === 'cancelled') return null
    if (job.state !== 'running') throw new ProblemResponse(409, job.state, job.problem ?? '')
    bar.value = job.share
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
  }
}

function resultText({ year, version, features, unchanged }: LayerSnapshot & Partial<MadeSnapshot>): string {
  if (unchanged) return say(officeWords.unchanged, { year })
  return say(officeWords.frozen, { year, version, count: formatNumber(features, pageLanguage()) })
}
