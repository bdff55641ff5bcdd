import { parseArgs } from 'node:util'
import { makeHttpLanes } from './http-lanes.ts'

/** A load generator for machines without wrk, in a process of its own: prints requests a second. */
const { positionals } = parseArgs({ allowPositionals: true })
const [url = '', seconds = '4', headers = '{}'] = positionals
const sockets = 16
const lanes = makeHttpLanes(sockets)
const end = performance.now() + 1000 * Number(seconds)
let answered = 0
const lane = async () => {
  while (performance.now() < end) {
    await lanes.get(url, JSON.parse(headers) as Record<string, string>)
    answered++
  }
}
await Promise.all(Array.from({ length: sockets }, lane))
lanes.close()
process.stdout.write(`${answered / Number(seconds)}\n`)
