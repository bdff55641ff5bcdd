import type { MapLayer } from '../../core/api/map-layer.ts'
import type { Place } from '../../core/api/place.ts'
import type { ProposalDetail } from '../../core/api/proposal.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { identify } from '../api/petausul-api.ts'
import { isAbort } from '../api/problem-response.ts'
import { t } from '../i18n/translate.ts'
import type { MapQuestion, PuMap } from '../map/pu-map.ts'
import { describeFailure } from '../panel/describe-failure.ts'
import { proposalsAmong } from '../panel/found-list.ts'
import { type Found, gatherFound, proposalItem } from '../panel/gather-found.ts'
import type { Toast } from '../panel/toasts.ts'
import { filterQuery } from '../state/filters.ts'
import type { ViewerStore } from '../state/viewer-store.ts'
import { describeVillage, layersOfVillages } from './describe-village.ts'

/** What the card has around it. */
export interface CardPage {
  store(): ViewerStore
  catalogue(): readonly MapLayer[]
  map(): Pick<PuMap, 'select' | 'outline' | 'fit' | 'goTo' | 'focusMap'> | null
  /** Makes room for the card, and ends once the map knows what it covers. */
  uncover(): Promise<void>
  focusCard(): Promise<void>
  say(toast: Toast): void
}

/** What the card tells of, and the marks on the map that go with it. Emits `change` as it is opened, filled and closed. */
export class OpenCard extends EventTarget {
  #found: Found[] | null | undefined
  /** Code of the area that the card tells of. */
  #shownArea: string | null = null
  readonly #page: CardPage
  #looking = new AbortController()

  constructor(page: CardPage) {
    super()
    this.#page = page
  }

  /** What is under the last click; null while asking, undefined when no card is open. */
  get found(): Found[] | null | undefined {
    return this.#found
  }

  /** Tells of a proposal; the map goes there, where it has a place, at `zoom` or nearer. */
  async open(proposal: { code: string; title: string; point: LonLat | null }, zoom: number): Promise<void> {
    const signal = this.restore(proposal.code, proposal.title)
    await this.#page.uncover()
    if (signal.aborted) return
    if (proposal.point) this.#page.map()?.goTo(proposal.point, zoom)
    void this.#page.focusCard()
  }

  /** Tells of a proposal where the map stands. */
  restore(code: string, title = ''): AbortSignal {
    const signal = this.#begin()
    this.#put([proposalItem(code, title)])
    return signal
  }

  /** Tells of what is under a place of the map. */
  async ask(question: MapQuestion): Promise<void> {
    const catalogue = this.#page.catalogue()
    const { layers, filters } = this.#page.store().state
    const asked = new Set([...(layers?.keys() ?? []), ...layersOfVillages(catalogue)])
    const found = await this.#look(async (signal) => {
      const full = { ...question, layers: [...asked], filter: filterQuery(filters) }
      return gatherFound(await identify(full, signal), catalogue)
    })
    if (!found) return
    // One proposal is marked where it lies, once it is read; several, or none, where the click was.
    const isOne = proposalsAmong(found) === 1
    // A village is outlined instead.
    const isMarked = !isOne && found[0]?.layer !== 'areas-village'
    this.#page.map()?.select(isMarked ? question.lonLat : null, null)
    if (!isOne) this.#page.store().update({ selected: null })
  }

  /** Goes to an area that was found by its name, and tells of it where it is a village. */
  async describe(place: Place): Promise<void> {
    const goThere = async (signal: AbortSignal) => {
      this.#page.store().update({ selected: null })
      this.#page.map()?.select(null, null)
      await this.#page.uncover()
      if (place.bbox && !signal.aborted) this.#page.map()?.fit(place.bbox)
    }
    if (place.kind === 'village') {
      await this.#look(async (signal) => {
        await goThere(signal)
        return await describeVillage(place, this.#page.catalogue(), signal)
      })
      return
    }
    const signal = this.#begin()
    this.#put(undefined)
    await goThere(signal)
  }

  close(): void {
    this.#begin()
    this.#put(undefined)
    this.show(null)
    this.#page.store().update({ selected: null })
    this.#page.map()?.select(null, null)
    this.#page.map()?.focusMap()
  }

  /** The card shows this one of what was found. */
  show(shown: Found | null): void {
    this.#shownArea = shown?.layer.startsWith('areas-') ? (shown.code ?? null) : null
    this.outline()
  }

  /** The proposal that the card shows has been read. */
  mark({ code, point, geometry }: ProposalDetail): void {
    this.#page.store().update({ selected: code })
    this.#page.map()?.select(point, geometry)
  }

  /** Of the area that the card tells of, else of the one that is filtered by. */
  outline(): void {
    this.#page.map()?.outline(this.#shownArea ?? (this.#page.store().state.filters.area || null))
  }

  /** Shows what `work` finds, unless something else was opened or all was closed before it came. */
  async #look(work: (signal: AbortSignal) => Promise<Found[]>): Promise<Found[] | null> {
    const signal = this.#begin()
    this.#put(null)
    try {
      const found = await work(signal)
      if (signal.aborted) return null
      this.#put(found)
      void this.#page.focusCard()
      return found
    } catch (error) {
      if (isAbort(error) || signal.aborted) return null
      this.#put(undefined)
      this.#page.say({ text: `${t('failedIdentify')} ${describeFailure(error)}` })
      return null
    }
  }

  /** Ends what was being looked up: nobody waits for it any more. */
  #begin(): AbortSignal {
    this.#looking.abort()
    this.#looking = new AbortController()
    return this.#looking.signal
  }

  #put(found: Found[] | null | undefined): void {
    this.#found = found
    this.dispatchEvent(new Event('change'))
  }
}
