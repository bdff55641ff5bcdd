import type { Zone } from '../../../../core/api/zone.ts'
import { isAbort, ProblemResponse } from '../../../api/problem-response.ts'
import type { ServerWatch } from '../../../api/server-watch.ts'
import { panelText } from '../panel-words.ts'
import type { ChangeKind } from './change-state.ts'
import { describeTrouble } from './describe-trouble.ts'
import { fetchZones } from './zone-api.ts'
import { changeOpen } from './zone-steps.ts'
import type { ZoneStore } from './zone-store.ts'

export type ChangeEnd = 'done' | 'conflict' | 'cancelled' | 'failed'

interface Change {
  readonly kind: ChangeKind
  readonly draft: { readonly id: string; readonly name: string }
  readonly work: (watch: ServerWatch) => Promise<void>
  /** Given up too late, as the server's zones of now tell: takes over what was written after all, and says true. */
  readonly tookEffect?: (now: readonly Zone[]) => boolean
}

/**
 * Writes to the server, one change at a time, while the person goes on drawing. A failure is shown, and drafts stay as they
 * are; so they do when it is given up.
 */
export async function changeServer(
  store: ZoneStore,
  { kind, draft, work, tookEffect }: Change,
): Promise<ChangeEnd> {
  if (store.state.change) return 'failed'
  const stop = new AbortController()
  const onShare = (share: number) =>
    store.update({
      change: { kind, draft: draft.id, name: draft.name, share, cancel: () => stop.abort() },
    })
  store.update({ trouble: null, outcome: null })
  onShare(0)
  try {
    await work({ signal: stop.signal, onShare })
    store.update({ change: null })
    return 'done'
  } catch (error) {
    if (error instanceof ProblemResponse && error.status === 412) {
      store.update({ change: null })
      return 'conflict'
    }
    if (!isAbort(error)) {
      showFailure(store, error)
      return 'failed'
    }
    const now = await fetchZones(new AbortController().signal).catch(() => null)
    if (now) store.update({ saved: now })
    const isLate = now !== null && (tookEffect?.(now) ?? false)
    store.update({
      change: null,
      ...(isLate ? {} : { outcome: { text: panelText(`cancelled_${kind}`), failed: false } }),
    })
    return isLate ? 'done' : 'cancelled'
  }
}

/** On the map where it has a place there, else beside the buttons. */
function showFailure(store: ZoneStore, error: unknown): void {
  const trouble = describeTrouble(error, (shape) => changeOpen(store, shape))
  const isOnMap = trouble.at !== null || trouble.repair !== null
  store.update({
    change: null,
    ...(isOnMap ? { trouble } : { outcome: { text: trouble.text, failed: true } }),
  })
}
