import { execFile, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { StoreContext } from './bench-context.ts'
import { type HttpAnswer, makeHttpLanes } from './http-lanes.ts'
import { pickTiles, placesOf } from './pick-tiles.ts'
import { atLeast, median, type Result, reported } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'
import { statisticsDone } from './statistics-done.ts'

const run = promisify(execFile)
/** Many and short: a machine that others share changes its pace from one second to the next, and each is a comparison. */
const seconds = '1'
const rounds = 20
const wrk = '/usr/bin/wrk'
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Requests a second of one address, from another process over 16 connections. */
async function rate(url: string, headers: Record<string, string>): Promise<number> {
  if (existsSync(wrk)) {
    const more = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
    const { stdout } = await run(wrk, ['-t1', '-c16', `-d${seconds}s`, ...more, url])
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
  }
  const { stdout } = await run(process.execPath, [
    here('./load-client.ts'),
    url,
    seconds,
    JSON.stringify(headers),
  ])
  return Number(stdout)
}

/** A bare server in a process of its own that sends what the real one sent. */
async function startBare({ body, headers }: HttpAnswer): Promise<{ url: string; stop(): void }> {
  const child = fork(here('./bare-server.ts'))
  const kept = Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !/^(connection|keep-alive|date|transfer-encoding|content-length)$/.test(name),
    ),
  )
  const port = await new Promise<number>((resolve) => {
    child.once('message', (message) => resolve(Number(message)))
    child.send({ body: body.toString('base64'), headers: kept })
  })
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() }
}

/** A tile from the cache and a 304, through the whole server, beside a bare server that sends the same bytes. */
export async function cachedTile({ store }: StoreContext): Promise<Result[]> {
  const places = await placesOf(store, `SELECT public_geom AS g FROM proposals WHERE id % 50 = 0 ORDER BY id`)
  const server = await runServeProcess(store.serve)
  // What the server computes after its start would take a core from it alone.
  await statisticsDone(server.url)
  const lanes = makeHttpLanes(2)
  const accept = { 'accept-encoding': 'gzip' }
  const address = (z: number, x: number, y: number) =>
    `${server.url}/tiles/proposals/${z}/${x}/${y}.mvt?year=2025`
  const tiles = pickTiles(places, [12], 40).timed
  const answers = await Promise.all(tiles.map(({ z, x, y }) => lanes.get(address(z, x, y), accept)))
  const sizes = answers.map(({ body }) => body.length)
  const middle = sizes.indexOf(median(sizes))
  const { z, x, y } = tiles[middle]!
  const answer = answers[middle]!
  const etag = String(answer.headers.etag)
  const bare = await startBare(answer)
  // The same engine, cache and bytes through every layer of Express that a request of the API passes.
  const framed = `${server.url}/ogc/collections/proposals/tiles/WebMercatorQuad/${z}/${y}/${x}?year=2025`
  if (!(await lanes.get(framed, accept)).body.equals(answer.body)) throw new Error('not the same bytes')
  const rates: Record<'bare' | 'cached' | 'unchanged' | 'express', number>[] = []
  for (let round = 0; round < rounds; round++) {
    rates.push({
      bare: await rate(bare.url, accept),
      cached: await rate(address(z, x, y), accept),
      unchanged: await rate(address(z, x, y), { ...accept, 'if-none-match': etag }),
      express: await rate(framed, accept),
    })
  }
  bare.stop()
  lanes.close()
  const { memory, loopDelayP99Ms } = await server.figures()
  await server.stop()
  const of = (kind: 'cached' | 'unchanged' | 'express') =>
    median(rates.map((round) => round[kind] / round.bare))
  const middleOf = (kind: keyof (typeof rates)[number]) =>
    median(rates.map((round) => round[kind])).toFixed(0)
  const client = existsSync(wrk) ? 'wrk' : 'own client'
  const note = `${(answer.body.length / 1000).toFixed(1)} kB gzip with a filter; ${client}, 16 connections, median of ${rounds}; bare ${middleOf('bare')}/s, cached ${middleOf('cached')}/s, 304 ${middleOf('unchanged')}/s; RSS ${(memory.peakBytes / 1e6).toFixed(0)} MB, event-loop delay p99 ${loopDelayP99Ms.toFixed(0)} ms under this load`
  return [
    atLeast(
      'Cached tile, through the whole server, against a bare node:http server sending the same bytes',
      0.8,
      of('cached'),
      note,
    ),
    reported(
      '304 through the whole server, against the same bare server',
      `${of('unchanged').toFixed(2)}×`,
      'told from versions: no database, no worker',
    ),
    reported(
      'The same cached tile through Express’s stack (OGC API Tiles), against the same bare server',
      `${of('express').toFixed(2)}×`,
      `same process, engine, cache and bytes: ${middleOf('express')}/s; the way ahead of Express is ${median(rates.map(({ cached, express }) => cached / express)).toFixed(1)} times as fast`,
    ),
  ]
}
