import type { ServerResponse } from 'node:http'

/** A signal that fires when the client leaves before the answer is out. */
export function abortOnClose(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  const leave = () => {
    if (!response.writableFinished) controller.abort(new DOMException('The client has left', 'AbortError'))
  }
  if (response.destroyed) leave()
  else response.once('close', leave)
  return controller.signal
}
