import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../support/free-port.ts'

const mapserv = '/usr/lib/cgi-bin/mapserv'
const lighttpd = '/usr/sbin/lighttpd'

export function hasMapServer(): boolean {
  return existsSync(mapserv) && existsSync(lighttpd)
}

export interface MapServer {
  tileUrl(z: number, x: number, y: number): string
  /** GetMap of WMS 1.1.1 in EPSG:3857, 256 pixels square. */
  mapUrl(layer: string, bbox3857: readonly number[]): string
  stop(): Promise<void>
}

/** A layer from a table of the same PostGIS, in EPSG:3857 with an index: nothing is left to transform. */
export interface MapServerLayer {
  name: string
  type: 'POLYGON' | 'POINT'
  table: string
  /** CLASS blocks. */
  classes: string
}

/** Marks of classes: MapServer needs them named. */
const symbols = `
  SYMBOL NAME "circle" TYPE ELLIPSE FILLED TRUE POINTS 1 1 END END
  SYMBOL NAME "square" TYPE VECTOR FILLED TRUE POINTS 0 0 0 1 1 1 1 0 0 0 END END
  SYMBOL NAME "diamond" TYPE VECTOR FILLED TRUE POINTS 0 1 1 0 2 1 1 2 0 1 END END`

function mapFile(databaseUrl: string, layers: readonly MapServerLayer[]): string {
  const { hostname, port, pathname } = new URL(databaseUrl)
  const connection = `host=${hostname} port=${port} dbname=${pathname.slice(1)} user=bench`
  return `MAP
  NAME "bench"
  SIZE 256 256
  EXTENT -20037508 -20037508 20037508 20037508
  PROJECTION "init=epsg:3857" END
  WEB METADATA "ows_enable_request" "*" "wms_title" "bench" "wms_srs" "EPSG:3857" END END
  OUTPUTFORMAT
    NAME "mvt"
    DRIVER MVT
    FORMATOPTION "EXTENT=4096"
    FORMATOPTION "EDGE_BUFFER=128"
  END
${symbols}
${layers.map((layer) => layerBlock(layer, connection)).join('\n')}
END
`
}

function layerBlock({ name, type, table, classes }: MapServerLayer, connection: string): string {
  return `  LAYER
    NAME "${name}"
    TYPE ${type}
    STATUS ON
    CONNECTIONTYPE POSTGIS
    CONNECTION "${connection}"
    PROCESSING "CLOSE_CONNECTION=DEFER"
    DATA "geom FROM ${table} USING UNIQUE id USING SRID=3857"
    PROJECTION "init=epsg:3857" END
    METADATA "gml_include_items" "all" "wms_title" "${name}" END
    ${classes}
  END`
}

const villages: MapServerLayer = {
  name: 'villages',
  type: 'POLYGON',
  table: 'bench_villages',
  classes: 'CLASS STYLE COLOR 200 200 200 END END',
}

function lighttpdConfig(folder: string, port: number): string {
  return `server.document-root = "${folder}"
server.bind = "127.0.0.1"
server.port = ${port}
server.modules = ("mod_fastcgi")
server.errorlog = "${folder}/lighttpd.log"
fastcgi.server = ("/mapserv" => ((
  "bin-path" => "${mapserv}",
  "socket" => "${folder}/mapserv.sock",
  "check-local" => "disable",
  "min-procs" => 2,
  "max-procs" => 2,
  "bin-environment" => ("MAPSERVER_CONFIG_FILE" => "${folder}/mapserver.conf")
)))
`
}

const mapserverConfig = `CONFIG
  ENV
    MS_MAP_PATTERN "."
  END
END
`

/** MapServer as FastCGI behind lighttpd, two processes, kept connections. */
export async function startMapServer(
  folder: string,
  databaseUrl: string,
  layers: readonly MapServerLayer[] = [villages],
): Promise<MapServer> {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
  const port = await freePort()
  const mapPath = join(folder, 'bench.map')
  writeFileSync(mapPath, mapFile(databaseUrl, layers))
  writeFileSync(join(folder, 'mapserver.conf'), mapserverConfig)
  const configPath = join(folder, 'lighttpd.conf')
  writeFileSync(configPath, lighttpdConfig(folder, port))
  const child: ChildProcess = spawn(lighttpd, ['-D', '-f', configPath], { stdio: 'inherit', detached: true })
  const tileUrl = (z: number, x: number, y: number) =>
    `http://127.0.0.1:${port}/mapserv?map=${mapPath}&mode=tile&tilemode=gmap&tile=${x}+${y}+${z}&layers=villages&map.imagetype=mvt`
  const mapUrl = (layer: string, bbox: readonly number[]) =>
    `http://127.0.0.1:${port}/mapserv?map=${mapPath}&SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=${layer}&STYLES=&SRS=EPSG:3857&BBOX=${bbox.join(',')}&WIDTH=256&HEIGHT=256&FORMAT=image/png`
  const first = layers[0]?.name ?? ''
  await untilUp(layers[0] === villages ? tileUrl(8, 207, 133) : mapUrl(first, [12e6, -1e6, 13e6, 0]))
  return {
    tileUrl,
    mapUrl,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      // FastCGI processes outlive lighttpd and ignore SIGTERM; they are of its process group.
      if (child.pid !== undefined) killGroup(child.pid)
    },
  }
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function untilUp(url: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const answer = await fetch(url)
  throw new Error(`MapServer does not answer tiles: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
}
