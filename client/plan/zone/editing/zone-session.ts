import { may } from '../../../../core/access/may.ts'
import type { Envelope } from '../../../../core/geo/envelope.ts'
import { fetchActor } from '../../../api/petausul-api.ts'
import { isAbort, ProblemResponse } from '../../../api/problem-response.ts'
import { extentOf } from '../../../map/extent-of.ts'
import { isPhone } from '../../../viewer/is-phone.ts'
import { fetchPortfolios } from '../../budget/portfolio-api.ts'
import type { PlanMap } from '../../map/plan-map.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import type { Village } from '../borders/village-borders.ts'
import { VillageBorders } from '../borders/village-borders.ts'
import { type Position, type Shape, shapeBox } from '../shape/shape.ts'
import { zoneText } from '../zone-words.ts'
import { describeTrouble } from './describe-trouble.ts'
import { keepZones } from './keep-zones.ts'
import { dissolveVillages } from './zone-api.ts'
import { loadZones, openSaved, withServer } from './zone-saving.ts'
import { changeOpen, toggleVillage } from './zone-steps.ts'
import { ZoneStore } from './zone-store.ts'

/** Pixels of the map that the figures' card and the tools cover, as FitOptions has them. */
const WIDE_COVER = [0, 64, 0, 264] as const
/** The card of no zone is a few lines in a corner. */
const BARE_WIDE_COVER = [0, 64, 0, 0] as const
const PHONE_COVER = [52, 0, 120, 0] as const

/** The zones of one page: their store, the village borders, and what keeps both going for as long as the page is open. */
export class ZoneSession {
  readonly store = new ZoneStore()
  readonly borders: VillageBorders
  readonly #plan: Plan
  readonly #extent: Envelope
  readonly #signal = new AbortController().signal
  #shownFailure: unknown = null

  /** The plan must know its district. */
  constructor(plan: Plan) {
    const { district } = plan.store.state
    if (!district) throw new Error('Zones need the district.')
    this.#plan = plan
    this.#extent = extentOf(district)
    this.borders = new VillageBorders(
      { extent: this.#extent, villages: district.counts.villages },
      this.#signal,
    )
    keepZones(this.store, { storage: localStorage, district: district.id, signal: this.#signal })
    this.#takePackages()
    this.store.follow(plan.store, this.#signal)
    this.#link()
    void this.start()
  }

  /** Finds out who asks, and fetches the saved zones; again after a failure or a sign-in. */
  async start(): Promise<void> {
    try {
      this.store.update({ mayWrite: may(await fetchActor(this.#signal), 'zone:write') })
      await loadZones(this.store, this.#signal)
      this.#openLinked()
      await this.readPortfolios()
    } catch (error) {
      if (!isAbort(error)) this.store.update({ trouble: describeTrouble(error) })
    }
  }

  /** The packages of now: others may have been computed since. */
  async readPortfolios(): Promise<void> {
    if (!this.store.state.mayWrite) return
    this.#plan.store.update({ packages: await fetchPortfolios(this.#signal) })
  }

  /** A zone can be looked at with packages that are done and chose something. */
  #takePackages(): void {
    const { packages } = this.#plan.store.state
    const portfolios = (packages ?? []).filter(({ chosenCount }) => (chosenCount ?? 0) > 0)
    this.store.update({ portfolios })
  }

  /** Adds the village at a place to the open zone, or takes it out. */
  async pickVillageAt(position: Position): Promise<void> {
    const [lon, lat] = position
    await withServer(this.store, 'village', async () => {
      if (!this.borders.villageAt(position))
        await this.borders.fetch([lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01])
      const village = this.borders.villageAt(position)
      if (village) await this.#toggle(village)
      else this.store.update({ trouble: { text: zoneText('noVillageHere'), at: position, repair: null } })
    })
  }

  /** Takes a village by its code into the open zone, or out of it. */
  async changeVillage({ code, name }: { code: string; name: string }, way: 'in' | 'out'): Promise<void> {
    await withServer(this.store, 'village', async () => {
      toggleVillage(this.store, { name, shape: await this.#shapeOf(code) }, way)
    })
  }

  async #toggle({ code, name }: Village): Promise<void> {
    toggleVillage(this.store, { name, shape: await this.#shapeOf(code) })
  }

  /** In the server's borders, which share their edges; in the delivered ones for who may not ask it. */
  async #shapeOf(code: string): Promise<Shape> {
    if (this.store.state.mayWrite) return await dissolveVillages([code])
    const known = this.borders.villages.get(code)
    if (!known) await this.borders.fetch(this.#extent)
    return (known ?? this.borders.villages.get(code))?.shape ?? []
  }

  /** Brings the open zone into sight. */
  showOpen(): void {
    const box = shapeBox(this.store.shown)
    if (box) this.#plan.map?.fit([...box], { beneath: isPhone() ? PHONE_COVER : WIDE_COVER })
    this.#plan.store.update({ screen: 'map' })
  }

  /** The whole district, beside what covers the map. */
  showDistrict(map: PlanMap | null, durationMs?: number): void {
    const wide = this.store.open ? WIDE_COVER : BARE_WIDE_COVER
    const beneath = isPhone() ? PHONE_COVER : wide
    map?.fit(this.#extent, { beneath, ...(durationMs !== undefined && { durationMs }) })
  }

  /** The address names the open zone; another page may have signed in meanwhile; data may change. */
  #link(): void {
    this.store.watch((now, before) => {
      if (now.drafts === before.drafts && now.links === before.links) return
      const zone = now.links.get(now.drafts.open ?? '')?.id ?? null
      if (zone !== this.#plan.store.state.zone && now.saved) this.#plan.store.update({ zone })
    }, this.#signal)
    this.#plan.store.watch((now, before) => {
      if (now.alternatives !== before.alternatives) this.store.figures.again()
      if (now.packages !== before.packages) this.#takePackages()
    }, this.#signal)
    // What the server finds wrong with the drawing is shown at its place, with the repair that it offers; else by the card alone.
    this.store.figures.addEventListener('change', () => {
      const { failure } = this.store.figures.state
      this.#leaveGonePackage(failure)
      if (!(failure instanceof ProblemResponse) || failure.status !== 422 || failure === this.#shownFailure)
        return
      this.#shownFailure = failure
      const trouble = describeTrouble(failure, (shape) => changeOpen(this.store, shape))
      if (trouble.at || trouble.repair) this.store.update({ trouble })
    })
    addEventListener('focus', () => {
      if (!this.store.state.mayWrite || !this.store.state.saved) void this.start()
    })
  }

  /** One that somebody deleted; another that is only not done yet stays open. */
  #leaveGonePackage(failure: unknown): void {
    const isGone =
      failure instanceof ProblemResponse && failure.status === 400 && failure.body.parameter === 'portfolioId'
    if (!isGone || this.#plan.store.state.portfolio === null) return
    this.#plan.store.update({ portfolio: null })
    this.#plan.say(zoneText('packageGone'))
  }

  #openLinked(): void {
    const { zone } = this.#plan.store.state
    const linked = this.store.state.saved?.find(({ id }) => id === zone)
    if (linked) openSaved(this.store, linked)
  }
}
