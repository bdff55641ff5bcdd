import type { Zone, ZoneVersion } from '../../../../core/api/zone.ts'
import { geometryOf, shapeOf } from '../shape/shape.ts'
import { zoneText } from '../zone-words.ts'
import { describeTrouble } from './describe-trouble.ts'
import {
  createZone,
  createZoneCriterion,
  deleteZone,
  fetchZone,
  fetchZones,
  restoreZone,
  updateZone,
} from './zone-api.ts'
import { type ChangeEnd, changeServer } from './zone-change.ts'
import { linkTo } from './zone-content.ts'
import { addZone, changeZone, removeZone, type ZoneDraft } from './zone-drafts.ts'
import type { ZoneLink } from './zone-link.ts'
import { changeOpen, newZone } from './zone-steps.ts'
import type { ZoneStore } from './zone-store.ts'

/** Does something with the server, one thing at a time; a failure is shown, with all drafts kept. */
export async function withServer(
  store: ZoneStore,
  name: string,
  work: () => Promise<void>,
): Promise<boolean> {
  if (store.state.busy !== null) return false
  store.update({ busy: name, trouble: null })
  try {
    await work()
    store.update({ busy: null })
    return true
  } catch (error) {
    store.update({ busy: null, trouble: describeTrouble(error, (shape) => changeOpen(store, shape)) })
    return false
  }
}

export async function loadZones(store: ZoneStore, signal: AbortSignal): Promise<void> {
  store.update({ saved: await fetchZones(signal) })
}

export function linkOf(store: ZoneStore, draft: ZoneDraft): ZoneLink | undefined {
  return store.state.links.get(draft.id)
}

/** Puts a saved zone among the drafts, or opens the draft that began with it. */
export function openSaved(store: ZoneStore, saved: Zone): void {
  const { drafts, links } = store.state
  const known = drafts.zones.find(({ id }) => links.get(id)?.id === saved.id)
  if (known) {
    store.update({ drafts: { ...drafts, open: known.id }, trouble: null, vertex: null })
    return
  }
  const draft = { ...newZone(store, shapeOf(saved.geometry), saved.name), note: saved.note }
  store.step(addZone(drafts, draft), { links: new Map(links).set(draft.id, linkTo(saved, draft)) })
}

/**
 * Saves a draft as a new zone, or as the next version of its zone. `overwrite` saves over whatever another wrote
 * meanwhile (as a version after it: nothing is lost).
 */
export async function saveDraft(
  store: ZoneStore,
  draft: ZoneDraft,
  change: { published?: boolean; portfolioId?: string | null; overwrite?: boolean } = {},
): Promise<ChangeEnd> {
  const link = linkOf(store, draft)
  const { name, note, shape } = draft
  const published = change.published ?? link?.published ?? false
  const portfolio = change.portfolioId ? { portfolioId: change.portfolioId } : {}
  const body = { name: name.trim(), note, published, ...portfolio, geometry: geometryOf(shape) }
  const before = new Set(store.state.saved?.map(({ id, version }) => `${id}@${version}`))
  const kind = change.published === undefined ? 'save' : published ? 'publish' : 'hide'
  return await changeServer(store, {
    ...{ kind, draft },
    work: async (watch) => {
      const saved = link
        ? await updateZone(link.id, await versionFor(link, change.overwrite === true), body, watch)
        : await createZone(body, watch)
      takeSaved(store, draft, saved)
    },
    tookEffect: (now) => {
      const ours = now.find(
        (zone) =>
          (!link || zone.id === link.id) &&
          !before.has(`${zone.id}@${zone.version}`) &&
          zone.name === body.name &&
          zone.note === note &&
          zone.published === published,
      )
      if (ours) takeSaved(store, draft, ours)
      return ours !== undefined
    },
  })
}

async function versionFor(link: ZoneLink, overwrite: boolean): Promise<number> {
  return overwrite ? (await fetchZone(link.id, new AbortController().signal)).version : link.version
}

/** Ties the draft to what was saved. What was drawn on meanwhile stays, as a change. */
function takeSaved(store: ZoneStore, draft: ZoneDraft, saved: Zone): void {
  const { links, saved: others } = store.state
  store.update({
    links: new Map(links).set(draft.id, linkTo(saved, { ...draft, name: saved.name, note: saved.note })),
    saved: [...(others ?? []).filter(({ id }) => id !== saved.id), saved].sort((a, b) =>
      a.name.localeCompare(b.name),
    ),
    news: zoneText('didSave', { name: saved.name, version: saved.version }),
  })
}

/** In a conflict: gives up the draft's own changes for what another saved. Can be undone. */
export async function takeTheirs(store: ZoneStore, draft: ZoneDraft): Promise<void> {
  const link = linkOf(store, draft)
  if (!link) return
  await withServer(store, 'open', async () => {
    const saved = await fetchZone(link.id, new AbortController().signal)
    const theirs = { ...draft, name: saved.name, note: saved.note, shape: shapeOf(saved.geometry) }
    const links = new Map(store.state.links).set(draft.id, linkTo(saved, theirs))
    store.step(changeZone(store.state.drafts, draft.id, theirs), { links })
  })
}

/** Opens a former version as a change of the draft; saving makes it the next version. */
export function reopenVersion(store: ZoneStore, draft: ZoneDraft, version: ZoneVersion): void {
  const { name, note } = version
  const patch = { name, note, shape: shapeOf(version.geometry) }
  store.step(changeZone(store.state.drafts, draft.id, patch), {
    news: zoneText('didRestore', { version: version.version }),
  })
}

/**
 * Takes a zone from the drafts and, where it is saved, from the server. Gives back how to undo both, or how it ended instead.
 */
export async function removeZoneEverywhere(
  store: ZoneStore,
  draft: ZoneDraft,
): Promise<(() => Promise<void>) | Exclude<ChangeEnd, 'done'>> {
  const link = linkOf(store, draft)
  const dropDraft = () => {
    const saved = store.state.saved?.filter(({ id }) => id !== link?.id) ?? null
    const news = zoneText('didRemove', { name: draft.name })
    store.step(removeZone(store.state.drafts, draft.id), { saved, news })
  }
  const end = await changeServer(store, {
    ...{ kind: 'delete', draft },
    work: async (watch) => {
      if (link) await deleteZone(link.id, link.version, watch)
      dropDraft()
    },
    tookEffect: (now) => {
      const isGone = !now.some(({ id }) => id === link?.id)
      if (isGone) dropDraft()
      return isGone
    },
  })
  return end === 'done' ? () => bringBack(store, draft) : end
}

async function bringBack(store: ZoneStore, draft: ZoneDraft): Promise<void> {
  const link = linkOf(store, draft)
  const comeBack = (back: readonly Zone[]) => {
    const { drafts, saved } = store.state
    if (!drafts.zones.some(({ id }) => id === draft.id)) store.step(addZone(drafts, draft))
    const others = saved?.filter(({ id }) => id !== link?.id) ?? []
    store.update({ saved: [...others, ...back] })
  }
  await changeServer(store, {
    ...{ kind: 'restore', draft },
    work: async (watch) => comeBack(link ? [await restoreZone(link.id, watch)] : []),
    tookEffect: (now) => {
      const back = now.filter(({ id }) => id === link?.id)
      if (back.length > 0) comeBack(back)
      return back.length > 0
    },
  })
}

export async function makeCriterion(store: ZoneStore, draft: ZoneDraft): Promise<boolean> {
  const link = linkOf(store, draft)
  if (!link) return false
  const end = await changeServer(store, {
    ...{ kind: 'criterion', draft },
    work: async (watch) => {
      await createZoneCriterion({ id: link.id, name: draft.name }, watch)
      store.update({ news: zoneText('didCriterion', { name: draft.name }) })
    },
  })
  return end === 'done'
}
