import { officeWords } from './catalogue-words.ts'
import { followPointers, type Gestures, LEAST_PIXELS, type Pair, placeOn } from './follow-pointer.ts'
import { block, button } from './form-parts.ts'
import { say } from './language.ts'
import {
  boxBetween,
  extentAround,
  extentOf,
  heldExtent,
  metresOf,
  movedExtent,
  type PicturePlace,
  pictureOf,
  placedPicture,
  readBox,
  zoomedExtent,
} from './picture-extent.ts'

type Extent = ReturnType<typeof extentOf>

/** Of a degree: about a metre. */
const DECIMALS = 5
/** A picture is asked for once a gesture rests. */
const REST_MS = 150
const MIDDLE: PicturePlace = [0.5, 0.5]
const ZOOM_STEP = 2
/** Of the picture's side, for one press of an arrow key. */
const MOVE_STEP = 0.25
/** Of zooming for one pixel of the wheel: a notch of a mouse (100 pixels) zooms by a third. */
const WHEEL_RATE = 0.003

const ARROWS = new Map<string, PicturePlace>([
  ['ArrowLeft', [0.5 + MOVE_STEP, 0.5]],
  ['ArrowRight', [0.5 - MOVE_STEP, 0.5]],
  ['ArrowUp', [0.5, 0.5 + MOVE_STEP]],
  ['ArrowDown', [0.5, 0.5 - MOVE_STEP]],
])

const percent = (share: number) => `${(100 * share).toFixed(3)}%`
const within = ([right, down]: PicturePlace): PicturePlace => [
  Math.min(1, Math.max(0, right)),
  Math.min(1, Math.max(0, down)),
]

/**
 * A picture of the layer (from our WMS, in EPSG:3857) that is moved and zoomed as a map, and on which mouse or finger draws the
 * box that a field holds: west, south, east, north in degrees. The field can be written in as before; the box follows it.
 */
export class BoxMap {
  readonly element = block('div', 'box-map')
  readonly #field: HTMLInputElement
  readonly #address: string
  readonly #whole: Extent
  readonly #frame = block('div', 'frame')
  readonly #image = block('img')
  readonly #drawn = block('div', 'drawn')
  readonly #note = Object.assign(block('p', 'note'), { role: 'status' })
  readonly #drawing = button(say(officeWords.drawOnMap), () => this.#setMoving(false))
  readonly #moving = button(say(officeWords.moveMap), () => this.#setMoving(true))
  readonly #nearer = button(say(officeWords.toBox), () => this.#lookAtBox())
  readonly #wider = button(say(officeWords.wholeLayer), () => this.#look(this.#whole))
  readonly #clear = button(say(officeWords.clearBox), () => this.#write(''))
  /** What the frame shows, and what the picture in it is of: until the next one has come they differ. */
  #shown: Extent
  #pictured: Extent
  #begun: { shown: Extent; box: string }
  #isMoving = false
  #rest = 0

  constructor(field: HTMLInputElement, { src: address, alt, width, height }: HTMLImageElement) {
    this.#field = field
    this.#address = address
    this.#whole = extentOf(address)
    this.#shown = this.#whole
    this.#pictured = this.#whole
    this.#begun = { shown: this.#whole, box: field.value }
    Object.assign(this.#image, { src: address, alt, width, height, draggable: false })
    this.#layOut()
    followPointers(this.#frame, this.#gestures())
    this.#followKeysAndWheel()
    field.addEventListener('input', () => this.#draw())
    this.#setMoving(false)
    this.#draw()
  }

  #layOut(): void {
    this.#frame.append(this.#image, this.#drawn)
    this.#frame.tabIndex = 0
    // Screen readers hand arrow keys on to an application alone.
    this.#frame.role = 'application'
    this.#frame.ariaLabel = say(officeWords.boxKeys)
    const modes = block('div', 'actions')
    modes.role = 'group'
    modes.ariaLabel = say(officeWords.dragMeans)
    modes.append(this.#drawing, this.#moving)
    const zoom = block('div', 'zoom')
    zoom.append(
      this.#zoomButton('+', say(officeWords.zoomIn), 1 / ZOOM_STEP),
      this.#zoomButton('−', say(officeWords.zoomOut), ZOOM_STEP),
    )
    const stage = block('div', 'stage')
    stage.append(this.#frame, zoom)
    const actions = block('div', 'actions')
    const viewAsBox = button(say(officeWords.viewAsBox), () => this.#writeBetween([0, 0], [1, 1]))
    actions.append(this.#nearer, viewAsBox, this.#wider, this.#clear)
    this.element.append(modes, this.#note, stage, actions)
  }

  #zoomButton(sign: string, name: string, factor: number): HTMLButtonElement {
    const made = button(sign, () => this.#zoom(factor, MIDDLE))
    made.ariaLabel = name
    return made
  }

  #gestures(): Gestures {
    return {
      begin: () => {
        this.#begun = { shown: this.#shown, box: this.#field.value }
      },
      drag: (from, to) => {
        if (this.#isMoving) this.#look(movedExtent(this.#begun.shown, from, to))
        else if (!this.#isFlat(from, to)) this.#writeBetween(within(from), within(to))
      },
      pinch: (from, to) => {
        const [before, now] = [this.#span(from), this.#span(to)]
        const moved = movedExtent(this.#shown, before.middle, now.middle)
        this.#look(zoomedExtent(moved, before.apart / Math.max(1, now.apart), now.middle, this.#whole))
      },
      takeBack: () => {
        this.#write(this.#begun.box)
        this.#look(this.#begun.shown)
      },
    }
  }

  /** The middle of two fingers, and how many pixels they are apart. */
  #span([one, other]: Pair): { middle: PicturePlace; apart: number } {
    const { clientWidth, clientHeight } = this.#frame
    return {
      middle: [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2],
      apart: Math.hypot((one[0] - other[0]) * clientWidth, (one[1] - other[1]) * clientHeight),
    }
  }

  /** A line is no box. */
  #isFlat(from: PicturePlace, to: PicturePlace): boolean {
    const { clientWidth, clientHeight } = this.#frame
    const sides = [(to[0] - from[0]) * clientWidth, (to[1] - from[1]) * clientHeight]
    return sides.some((side) => Math.abs(side) < LEAST_PIXELS)
  }

  #followKeysAndWheel(): void {
    this.#frame.addEventListener('keydown', (event) => {
      const { key, ctrlKey, metaKey, altKey } = event
      if (ctrlKey || metaKey || altKey) return
      const to = ARROWS.get(key)
      if (to) this.#look(movedExtent(this.#shown, MIDDLE, to))
      else if (key === '+' || key === '=') this.#zoom(1 / ZOOM_STEP, MIDDLE)
      else if (key === '-') this.#zoom(ZOOM_STEP, MIDDLE)
      else return
      event.preventDefault()
    })
    this.#frame.addEventListener('wheel', (event) => {
      event.preventDefault()
      this.#zoom(Math.exp(WHEEL_RATE * event.deltaY), placeOn(this.#frame, event))
    })
  }

  #setMoving(isMoving: boolean): void {
    this.#isMoving = isMoving
    this.#moving.ariaPressed = String(isMoving)
    this.#drawing.ariaPressed = String(!isMoving)
    this.#frame.classList.toggle('moves', isMoving)
    this.#tell()
  }

  #tell(): void {
    this.#note.textContent = say(this.#isMoving ? officeWords.dragGround : officeWords.dragBox)
  }

  #writeBetween(from: PicturePlace, to: PicturePlace): void {
    const box = boxBetween(from, to, this.#shown)
    this.#write(box.map((degrees) => Number(degrees.toFixed(DECIMALS))).join(','))
  }

  #write(box: string): void {
    this.#field.value = box
    this.#draw()
  }

  #lookAtBox(): void {
    const box = readBox(this.#field.value)
    if (box) this.#look(extentAround(metresOf(box), this.#whole))
  }

  #zoom(factor: number, place: PicturePlace): void {
    this.#look(zoomedExtent(this.#shown, factor, place, this.#whole))
  }

  /** Shows an extent: at once with the picture that is there, then with its own. */
  #look(extent: Extent): void {
    const box = readBox(this.#field.value)
    this.#shown = heldExtent(extent, this.#whole, box ? metresOf(box) : this.#whole)
    this.#draw()
    clearTimeout(this.#rest)
    this.#rest = window.setTimeout(() => this.#renew(), REST_MS)
  }

  #renew(): void {
    const wanted = this.#shown
    const next = new Image()
    next.onload = () => {
      if (this.#shown !== wanted) return
      this.#image.src = next.src
      this.#pictured = wanted
      this.#tell()
      this.#draw()
    }
    next.onerror = () => {
      if (this.#shown === wanted) this.#note.textContent = say(officeWords.pictureMissing)
    }
    next.src = pictureOf(this.#address, wanted)
  }

  #draw(): void {
    const box = readBox(this.#field.value)
    this.#image.style.transform = placedPicture(this.#pictured, this.#shown)
    this.#drawn.hidden = !box
    for (const act of [this.#nearer, this.#clear]) act.disabled = !box
    this.#wider.disabled = this.#whole.every((edge, place) => Math.abs(edge - this.#shown[place]!) < 1)
    if (!box) return
    const [minX, minY, maxX, maxY] = metresOf(box)
    const [left, bottom, right, top] = this.#shown
    const [wide, tall] = [right - left, top - bottom]
    const edges = [(top - maxY) / tall, (right - maxX) / wide, (minY - bottom) / tall, (minX - left) / wide]
    this.#drawn.style.inset = edges.map(percent).join(' ')
  }
}
