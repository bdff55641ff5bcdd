import { Agent, request } from 'node:http'

export interface HttpAnswer {
  status: number
  body: Buffer
  headers: Record<string, string | string[] | undefined>
}

/** Asks over kept connections; fetch costs more than some of what is measured. */
export function makeHttpLanes(sockets: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets })
  return {
    get(url: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
      return new Promise((resolve, reject) => {
        const outgoing = request(url, { agent, headers }, (incoming) => {
          const chunks: Buffer[] = []
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
          incoming.once('error', reject)
          incoming.once('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              body: Buffer.concat(chunks),
              headers: incoming.headers,
            }),
          )
        })
        outgoing.once('error', reject).end()
      })
    },
    close: () => agent.destroy(),
  }
}
