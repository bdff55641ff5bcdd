import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './start-postgis.ts'

const mapserv = '/usr/lib/cgi-bin/mapserv'
const lighttpd = '/usr/sbin/lighttpd'

export function hasMapServer(): boolean {
  return existsSync(mapserv) && existsSync(lighttpd)
}

export interface MapServer {
  tileUrl(z: number, x: number, y: number): string
  stop(): Promise<void>
}

/** Layers of villages and points from the same PostGIS, in EPSG:3857 with an index: nothing is left to transform. */
function mapFile(databaseUrl: string): string {
  const { hostname, port, pathname } = new URL(databaseUrl)
  const connection = `host=${hostname} port=${port} dbname=${pathname.slice(1)} user=bench`
  return `MAP
  NAME "bench"
  SIZE 256 256
  EXTENT -20037508 -20037508 20037508 20037508
  PROJECTION "init=epsg:3857" END
  WEB METADATA "ows_enable_request" "*" END END
  OUTPUTFORMAT
    NAME "mvt"
    DRIVER MVT
    FORMATOPTION "EXTENT=4096"
    FORMATOPTION "EDGE_BUFFER=128"
  END
  LAYER
    NAME "villages"
    TYPE POLYGON
    STATUS ON
    CONNECTIONTYPE POSTGIS
    CONNECTION "${connection}"
    PROCESSING "CLOSE_CONNECTION=DEFER"
    DATA "geom FROM bench_villages USING UNIQUE id USING SRID=3857"
    PROJECTION "init=epsg:3857" END
    METADATA "gml_include_items" "all" END
    CLASS STYLE COLOR 200 200 200 END END
  END
END
`
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
export async function startMapServer(folder: string, databaseUrl: string): Promise<MapServer> {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
  const port = await freePort()
  const mapPath = join(folder, 'bench.map')
  writeFileSync(mapPath, mapFile(databaseUrl))
  writeFileSync(join(folder, 'mapserver.conf'), mapserverConfig)
  const configPath = join(folder, 'lighttpd.conf')
  writeFileSync(configPath, lighttpdConfig(folder, port))
  const child: ChildProcess = spawn(lighttpd, ['-D', '-f', configPath], { stdio: 'inherit', detached: true })
  const tileUrl = (z: number, x: number, y: number) =>
    `http://127.0.0.1:${port}/mapserv?map=${mapPath}&mode=tile&tilemode=gmap&tile=${x}+${y}+${z}&layers=villages&map.imagetype=mvt`
  await untilUp(tileUrl(8, 207, 133))
  return {
    tileUrl,
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
