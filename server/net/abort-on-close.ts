import type { ServerResponse } from 'node:http'

/** One signal for each response, shared by everything that works on the answer. */
const signals = new WeakMap<ServerResponse, AbortSignal>()

/** A signal that fires when the client leaves before the answer is out. */
export function abortOnClose(response: ServerResponse): AbortSignal {
  const known = signals.get(response)
  if (known) return known
  const controller = new AbortController()
  const leave = () => {
    if (!response.writableFinished) controller.abort(new DOMException('The client has left', 'AbortError'))
  }
  if (response.destroyed) leave()
  else response.once('close', leave)
  signals.set(response, controller.signal)
  return controller.signal
}
