import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

interface ClientTask {
  port: number
  path: string
  headers: Record<string, string>
  requests: number
}

const { port, path, headers, requests } = workerData as ClientTask
const agent = new Agent({ keepAlive: true, maxSockets: 16 })

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, host: '127.0.0.1', path, agent, headers }, (incoming) => {
      incoming.resume().once('end', resolve)
    })
    outgoing.once('error', reject).end()
  })
}

for (let i = 0; i < 500; i++) await ask()
const start = performance.now()
let begun = 0
const lane = async () => {
  while (begun++ < requests) await ask()
}
await Promise.all(Array.from({ length: 16 }, lane))
parentPort?.postMessage((1000 * requests) / (performance.now() - start))
agent.destroy()
