import { getJson } from '../api/get-json.ts'
import { ProblemResponse } from '../api/problem-response.ts'
import { sendJson } from '../api/send-json.ts'
import type { Bilingual } from '../api/types.ts'
import { deskWords } from './catalogue-words.ts'
import { block, labelled, tell, tellFailure } from './desk-parts.ts'
import { say } from './language.ts'

/** What a planner may state of a layer; what is left empty follows from the data. */
interface Overrides {
  abstract?: Bilingual
  constraints?: Bilingual
  licence?: { text: string; url: string | null }
  contact?: { name: string; email?: string }
  [other: string]: unknown
}

type Metadata = { overrides: Overrides; version: number }

/** Description, licence and contact of a layer, in place of what the data says. What was typed stays when it is refused. */
export async function metadataForm(layer: string): Promise<HTMLElement> {
  const path = `/api/layers/${encodeURIComponent(layer)}/metadata`
  let { overrides, version } = await getJson<Metadata>(path)
  const form = block('form', 'metadata-form')
  const field = (text: string, value: string | null | undefined, tag: 'input' | 'textarea' = 'input') => {
    const input = block(tag)
    input.value = value ?? ''
    form.append(labelled(text, input))
    return input
  }
  const abstract = [
    field(say(deskWords.abstractId), overrides.abstract?.id, 'textarea'),
    field(say(deskWords.abstractEn), overrides.abstract?.en, 'textarea'),
  ] as const
  const constraints = [
    field(say(deskWords.constraintsId), overrides.constraints?.id, 'textarea'),
    field(say(deskWords.constraintsEn), overrides.constraints?.en, 'textarea'),
  ] as const
  const licence = field(say(deskWords.licence), overrides.licence?.text)
  const licenceUrl = field(say(deskWords.licenceUrl), overrides.licence?.url)
  const contact = field(say(deskWords.contact), overrides.contact?.name)
  const email = field(say(deskWords.email), overrides.contact?.email)
  const save = block('button', 'button main', say(deskWords.save))
  form.append(save)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    save.disabled = true
    const { abstract: _, constraints: __, licence: ___, contact: before, ...others } = overrides
    const body: Overrides = {
      ...others,
      ...both('abstract', abstract),
      ...both('constraints', constraints),
      ...(licence.value.trim()
        ? { licence: { text: licence.value, url: licenceUrl.value.trim() || null } }
        : {}),
      ...(contact.value.trim()
        ? {
            contact: {
              ...before,
              name: contact.value,
              ...(email.value.trim() ? { email: email.value.trim() } : {}),
            },
          }
        : {}),
    }
    try {
      const answer = await sendJson(path, { method: 'PUT', body, headers: { 'If-Match': `"${version}"` } })
      ;({ overrides, version } = (await answer.json()) as Metadata)
      tell(form, say(deskWords.saved))
    } catch (error) {
      if (error instanceof ProblemResponse && error.status === 412)
        tell(form, say(deskWords.changedMeanwhile))
      else tellFailure(form, error)
    } finally {
      save.disabled = false
    }
  })
  return form
}

/** One language alone stands for both. */
function both(
  name: 'abstract' | 'constraints',
  [id, en]: readonly [{ value: string }, { value: string }],
): Overrides {
  const [indonesian, english] = [id.value.trim(), en.value.trim()]
  if (!indonesian && !english) return {}
  return { [name]: { id: indonesian || english, en: english || indonesian } }
}
