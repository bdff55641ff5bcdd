import type { LayerMetadata, MetadataOverrides } from '../../core/api/layer-metadata.ts'
import { getJson } from '../api/get-json.ts'
import { ProblemResponse } from '../api/problem-response.ts'
import { readAnswer } from '../api/read-answer.ts'
import { sendJson } from '../api/send-json.ts'
import { officeWords } from './catalogue-words.ts'
import { block, labelled, showFailure, showMessage } from './form-parts.ts'
import { say } from './language.ts'

/** Description, licence and contact of a layer, in place of what the data says. What was typed stays when it is refused. */
export async function metadataForm(layer: string): Promise<HTMLElement> {
  const path = `/api/layers/${encodeURIComponent(layer)}/metadata`
  let { overrides, version } = await getJson<LayerMetadata>(path)
  const form = block('form', 'metadata-form')
  const field = (text: string, value: string | null | undefined, tag: 'input' | 'textarea' = 'input') => {
    const input = block(tag)
    input.value = value ?? ''
    form.append(labelled(text, input))
    return input
  }
  const abstract = [
    field(say(officeWords.abstractId), overrides.abstract?.id, 'textarea'),
    field(say(officeWords.abstractEn), overrides.abstract?.en, 'textarea'),
  ] as const
  const constraints = [
    field(say(officeWords.constraintsId), overrides.constraints?.id, 'textarea'),
    field(say(officeWords.constraintsEn), overrides.constraints?.en, 'textarea'),
  ] as const
  const licence = field(say(officeWords.licence), overrides.licence?.text)
  const licenceUrl = field(say(officeWords.licenceUrl), overrides.licence?.url)
  const contact = field(say(officeWords.contact), overrides.contact?.name)
  const email = field(say(officeWords.email), overrides.contact?.email)
  const save = block('button', 'button main', say(officeWords.save))
  form.append(save)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    save.disabled = true
    const { abstract: _, constraints: __, licence: ___, contact: before, ...others } = overrides
    const body: MetadataOverrides = {
      ...others,
      ...both('abstract', abstract),
      ...both('constraints', constraints),
      ...(licence.value.trim()
        ? { licence: { text: licence.value, url: licenceUrl.value.trim() || null } }
        : {}),
      ...contactOf(before, contact.value, email.value.trim()),
    }
    try {
      const answer = await sendJson(path, { method: 'PUT', body, headers: { 'If-Match': `"${version}"` } })
      ;({ overrides, version } = await readAnswer<LayerMetadata>(answer))
      showMessage(form, say(officeWords.saved))
    } catch (error) {
      if (error instanceof ProblemResponse && error.status === 412)
        showMessage(form, say(officeWords.changedMeanwhile))
      else showFailure(form, error)
    } finally {
      save.disabled = false
    }
  })
  return form
}

function contactOf(
  before: MetadataOverrides['contact'],
  name: string,
  email: string,
): Pick<MetadataOverrides, 'contact'> {
  return name.trim() ? { contact: { ...before, name, ...(email ? { email } : {}) } } : {}
}

/** One language alone stands for both. */
function both(
  name: 'abstract' | 'constraints',
  [id, en]: readonly [{ value: string }, { value: string }],
): MetadataOverrides {
  const [indonesian, english] = [id.value.trim(), en.value.trim()]
  if (!indonesian && !english) return {}
  return { [name]: { id: indonesian || english, en: english || indonesian } }
}
