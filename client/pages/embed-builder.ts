import {
  componentCode,
  EMBED_HEIGHT,
  type EmbeddedMap,
  embedAddress,
  iframeCode,
} from '../../core/download/embed-code.ts'
import { sitePath } from '../api/site-path.ts'
import { officeWords } from './catalogue-words.ts'
import { block, button, labelled } from './form-parts.ts'
import { pageLanguage, say } from './language.ts'

const HEIGHTS = [320, EMBED_HEIGHT, 640, 800]

/** The two codes for the embedded map, which follow what is chosen. */
interface Codes {
  frame: HTMLTextAreaElement
  component: HTMLTextAreaElement
}

/** Size, companions and a trial of the map of a layer that other sites embed from this server. */
export function embedBuilder(layer: string, server: string, { frame, component }: Codes): HTMLElement {
  const form = block('fieldset', 'builder')
  const height = block('select')
  for (const pixels of HEIGHTS) {
    const isUsual = pixels === EMBED_HEIGHT
    height.add(new Option(`${pixels} px`, String(pixels), isUsual, isUsual))
  }
  const proposals = Object.assign(block('input'), { type: 'checkbox' })
  const preview = Object.assign(block('iframe'), { title: say(officeWords.trialMap), width: '100%' })
  preview.loading = 'lazy'
  const update = () => {
    const map: EmbeddedMap = {
      server,
      layers: proposals.checked ? [layer, 'proposals'] : [layer],
      language: pageLanguage(),
      height: Number(height.value),
    }
    frame.value = iframeCode(embedAddress(map), '100%', map.height)
    component.value = componentCode(map)
    preview.height = height.value
    preview.src = embedAddress({ ...map, server: sitePath('') })
  }
  form.append(labelled(say(officeWords.height), height))
  if (layer !== 'proposals') form.append(labelled(say(officeWords.withProposals), proposals))
  // The trial loads a whole map: only once somebody asks for it or touches the builder.
  form.append(button(say(officeWords.trial), update), preview)
  form.addEventListener('change', update)
  return form
}
