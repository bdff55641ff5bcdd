import { officeWords } from './catalogue-words.ts'
import { followPointer } from './follow-pointer.ts'
import { block, button } from './form-parts.ts'
import { say } from './language.ts'
import { boxBetween, extentAround, extentOf, metresOf, pictureOf, readBox } from './picture-extent.ts'

/** Of a degree: about a metre. */
const DECIMALS = 5

const percent = (share: number) => `${(100 * share).toFixed(3)}%`

/**
 * A picture of the layer (from our WMS, in EPSG:3857) on which mouse or finger draws the box that a field holds: west, south,
 * east, north in degrees. The field can be written in as before; the picture follows it.
 */
export class BoxMap {
  readonly element = block('div', 'box-map')
  readonly #field: HTMLInputElement
  readonly #address: string
  readonly #image = block('img')
  readonly #drawn = block('div', 'drawn')
  readonly #nearer = button(say(officeWords.toBox), () => this.#lookAtBox())
  readonly #wider = button(say(officeWords.wholeLayer), () => this.#look(extentOf(this.#address)))
  readonly #clear = button(say(officeWords.clearBox), () => this.#write(''))
  #shown: ReturnType<typeof extentOf>

  constructor(field: HTMLInputElement, { src: address, alt, width, height }: HTMLImageElement) {
    this.#field = field
    this.#address = address
    this.#shown = extentOf(address)
    Object.assign(this.#image, { src: address, alt, width, height, draggable: false })
    const frame = block('div', 'frame')
    frame.append(this.#image, this.#drawn)
    followPointer(frame, (from, to) => {
      const box = boxBetween(from, to, this.#shown)
      this.#write(box.map((degrees) => Number(degrees.toFixed(DECIMALS))).join(','))
    })
    const actions = block('div', 'actions')
    actions.append(this.#nearer, this.#wider, this.#clear)
    this.element.append(block('p', 'note', say(officeWords.dragBox)), frame, actions)
    field.addEventListener('input', () => this.#draw())
    this.#draw()
  }

  #write(box: string): void {
    this.#field.value = box
    this.#draw()
  }

  #lookAtBox(): void {
    const box = readBox(this.#field.value)
    if (box) this.#look(extentAround(metresOf(box), extentOf(this.#address)))
  }

  #look(extent: ReturnType<typeof extentOf>): void {
    this.#shown = extent
    this.#image.src = pictureOf(this.#address, extent)
    this.#draw()
  }

  #draw(): void {
    const box = readBox(this.#field.value)
    this.#drawn.hidden = !box
    for (const act of [this.#nearer, this.#clear]) act.disabled = !box
    this.#wider.disabled = this.#image.src === this.#address
    if (!box) return
    const [minX, minY, maxX, maxY] = metresOf(box)
    const [left, bottom, right, top] = this.#shown
    const [wide, tall] = [right - left, top - bottom]
    const edges = [(top - maxY) / tall, (right - maxX) / wide, (minY - bottom) / tall, (minX - left) / wide]
    this.#drawn.style.inset = edges.map(percent).join(' ')
  }
}
