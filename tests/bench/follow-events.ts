import { get } from 'node:http'

/** Calls back with each event of /api/changes, read as a browser's EventSource reads them. */
export function followEvents<Event>(url: string, onEvent: (event: Event) => void): { close(): void } {
  const request = get(`${url}/api/changes`, (response) => {
    let text = ''
    response.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data) onEvent(JSON.parse(data) as Event)
      }
    })
    // A stream that its reader closes ends in the middle.
    response.on('error', () => {})
  })
  request.on('error', () => {})
  return { close: () => request.destroy() }
}
