// The web component for other sites: <peta-usul-map layers="proposals,poverty"></peta-usul-map>. It imports nothing, since it is served
// under an address that never changes. The map itself comes in a frame, so that neither page's styles and scripts meet the other's.

const PASSED_ON = [
  'layers',
  'map',
  'lang',
  'mode',
  'weight',
  'year',
  'status',
  'stage',
  'sector',
  'area',
  'usulan',
]
/** Where this script came from, with a slash at its end: the server whose map is shown, unless `server` names another. */
const HOME = new URL('.', import.meta.url).href

export class PetaUsulMap extends HTMLElement {
  static readonly observedAttributes = [...PASSED_ON, 'server', 'title']
  readonly #frame = document.createElement('iframe')
  readonly #onMessage = (event: MessageEvent) => this.#hear(event)

  constructor() {
    super()
    const style = document.createElement('style')
    style.textContent =
      ':host{display:block;height:30rem}iframe{border:0;width:100%;height:100%;display:block}'
    this.#frame.loading = 'lazy'
    this.attachShadow({ mode: 'open' }).append(style, this.#frame)
  }

  connectedCallback(): void {
    this.#show()
    addEventListener('message', this.#onMessage)
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#onMessage)
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show()
  }

  /** Address of the embedded map. */
  get #address(): URL {
    const server = new URL(this.getAttribute('server') ?? HOME, location.href)
    return new URL(`${server.pathname.replace(/\/+$/, '')}/sematan`, server)
  }

  #show(): void {
    const address = this.#address
    for (const name of PASSED_ON) {
      const value = this.getAttribute(name)
      if (value !== null) address.searchParams.set(name, value)
    }
    this.#frame.title = this.getAttribute('title') ?? 'PetaUsul'
    if (this.#frame.src !== address.href) this.#frame.src = address.href
  }

  /** Emits `select` with the code of the proposal that a reader chose. */
  #hear({ source, origin, data }: MessageEvent): void {
    if (source !== this.#frame.contentWindow || origin !== this.#address.origin) return
    const { type, code }: { type?: unknown; code?: unknown } = data ?? {}
    if (type !== 'petausul:select' || typeof code !== 'string') return
    this.dispatchEvent(new CustomEvent('select', { detail: { code }, bubbles: true }))
  }
}

if (!customElements.get('peta-usul-map')) customElements.define('peta-usul-map', PetaUsulMap)
