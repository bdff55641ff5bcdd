import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export interface Capabilities {
  /** A server where test databases may be made and dropped: TEST_DATABASE_URL. */
  postgisUrl: string | undefined
  chromium: string | undefined
  ogr2ogr: string | undefined
  /** nginx, with openssl for a certificate of its own. */
  nginx: string | undefined
  /** Whether Debian's Python has OWSLib, and QGIS. */
  owslib: boolean
  qgis: boolean
  /** Folder lib of the npm package ogc-schemas (OGC_SCHEMAS): answers in XML are then checked against their schemas. */
  ogcSchemas: string | undefined
  /** Folder of the real packages (kobar, jatim), for acceptance runs. */
  data: string | undefined
}

export function findCapabilities(environment: NodeJS.ProcessEnv = process.env): Capabilities {
  const data = resolve(environment.PETAUSUL_DATA ?? resolve(ROOT, '../shared/data'))
  return {
    postgisUrl: environment.TEST_DATABASE_URL || undefined,
    chromium: [environment.CHROMIUM ?? '', ...CHROMIUM].find((path) => path !== '' && existsSync(path)),
    nginx: ['/usr/sbin/nginx', '/usr/bin/nginx'].find(
      (path) => existsSync(path) && existsSync('/usr/bin/openssl'),
    ),
    ogr2ogr: (environment.PATH ?? '')
      .split(':')
      .map((folder) => `${folder}/ogr2ogr`)
      .find((path) => existsSync(path)),
    owslib: hasPython('owslib'),
    qgis: hasPython('qgis/core'),
    ogcSchemas: environment.OGC_SCHEMAS || undefined,
    data: existsSync(resolve(data, 'kobar/district.json')) ? data : undefined,
  }
}

function hasPython(module: string): boolean {
  return existsSync('/usr/bin/python3') && existsSync(`/usr/lib/python3/dist-packages/${module}`)
}

/** What will not run here, and what would make it run. The real packages are no part of the project and may be absent. */
export function describeMissing({
  postgisUrl,
  chromium,
  nginx,
  ogr2ogr,
  owslib,
  qgis,
}: Capabilities): string[] {
  return [
    ...(postgisUrl
      ? []
      : [
          'PostGIS: set TEST_DATABASE_URL=postgres://… to a server where databases may be created (Debian: postgresql-17-postgis-3)',
        ]),
    ...(chromium
      ? []
      : ['browser journeys: install Chromium (Debian: chromium) or set CHROMIUM to its path']),
    ...(nginx ? [] : ['journeys behind a proxy: install nginx and openssl (Debian: nginx-light, openssl)']),
    ...(owslib ? [] : ['agreement with OWSLib: install it for /usr/bin/python3 (Debian: python3-owslib)']),
    ...(qgis ? [] : ['agreement with QGIS: install it for /usr/bin/python3 (Debian: python3-qgis)']),
    ...(ogr2ogr ? [] : ['agreement with GDAL: install ogr2ogr (Debian: gdal-bin)']),
  ]
}
