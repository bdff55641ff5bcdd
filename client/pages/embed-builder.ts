import { deskWords } from './catalogue-words.ts'
import { block } from './desk-parts.ts'
import { say } from './language.ts'

const HEIGHTS = [320, 480, 640, 800]

/** Size, companions and a trial of the embedded map; both codes follow. */
export function embedBuilder(
  layer: string,
  frame: HTMLTextAreaElement,
  component: HTMLTextAreaElement,
): HTMLElement {
  const form = block('fieldset', 'builder')
  const height = document.createElement('select')
  for (const pixels of HEIGHTS)
    height.add(new Option(`${pixels} px`, String(pixels), pixels === 480, pixels === 480))
  const proposals = document.createElement('input')
  proposals.type = 'checkbox'
  const preview = document.createElement('iframe')
  preview.title = say(deskWords.trial)
  preview.loading = 'lazy'
  const update = () => {
    const before = new URL(
      /src="([^"]+)"/.exec(frame.value)?.[1]?.replaceAll('&#38;', '&') ?? '',
      location.href,
    )
    const layers = proposals.checked && layer !== 'proposals' ? `${layer},proposals` : layer
    before.searchParams.set('layers', layers)
    const address = before.href.replaceAll('%2C', ',')
    frame.value = frame.value
      .replace(/src="[^"]*"/, `src="${address.replaceAll('&', '&#38;')}"`)
      .replace(/height="\d+"/, `height="${height.value}"`)
    const style = height.value === '480' ? '' : ` style="height:${height.value}px"`
    component.value = component.value
      .replace(/ layers="[^"]*"/, ` layers="${layers}"`)
      .replace(/( style="height:\d+px")?><\/peta-usul-map>/, `${style}></peta-usul-map>`)
    preview.height = height.value
    preview.src = `${before.pathname}${before.search}`
  }
  const labelled = (text: string, field: HTMLElement) => {
    const label = block('label', '', text)
    label.append(field)
    return label
  }
  form.append(labelled(say(deskWords.height), height))
  if (layer !== 'proposals') form.append(labelled(say(deskWords.withProposals), proposals))
  form.append(block('span', 'note', say(deskWords.trial)), preview)
  form.addEventListener('change', update)
  // The trial loads a whole map: only once somebody touches the builder or asks for it.
  preview.width = '100%'
  return form
}
