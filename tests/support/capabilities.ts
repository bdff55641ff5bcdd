import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** The one without windows first: each page of the others brings the frame of a window along, and takes half as long again. */
const CHROMIUM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

export interface Capabilities {
  /** A server where test databases may be made and dropped: TEST_DATABASE_URL. */
  postgisUrl: string | undefined
  chromium: string | undefined
  ogr2ogr: string | undefined
  /** "3.10.3". */
  gdalVersion: string | undefined
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

/** Tests that take more of GDAL than every version can, with the first that can and what it brought. */
export const GDAL_NEEDS = [
  { files: 'tests/gdal/downloads.test.ts', what: 'downloads', since: '3.7', by: 'ogrinfo -json' },
  {
    files: 'tests/gdal/ogc-features.test.ts',
    what: 'OGC API Features',
    since: '3.7',
    by: 'CRS of its driver OAPIF',
  },
  { files: 'tests/gdal/pmtiles.test.ts', what: 'PMTiles', since: '3.8', by: 'its driver PMTiles' },
] as const

/** Whether that version of GDAL, if any, is at least `since`. */
export function hasGdal({ gdalVersion }: Pick<Capabilities, 'gdalVersion'>, since = '0'): boolean {
  if (gdalVersion === undefined) return false
  const [major = 0, minor = 0] = gdalVersion.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = since.split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

export function findCapabilities(environment: NodeJS.ProcessEnv = process.env): Capabilities {
  const ogr2ogr = (environment.PATH ?? '')
    .split(':')
    .map((folder) => `${folder}/ogr2ogr`)
    .find((path) => existsSync(path))
  const data = resolve(environment.PETAUSUL_DATA ?? resolve(ROOT, '../shared/data'))
  return {
    postgisUrl: environment.TEST_DATABASE_URL || undefined,
    chromium: [environment.CHROMIUM ?? '', ...CHROMIUM].find((path) => path !== '' && existsSync(path)),
    nginx: ['/usr/sbin/nginx', '/usr/bin/nginx'].find(
      (path) => existsSync(path) && existsSync('/usr/bin/openssl'),
    ),
    ogr2ogr,
    gdalVersion: ogr2ogr && versionOf(ogr2ogr),
    owslib: hasPython('owslib'),
    qgis: hasPython('qgis/core'),
    ogcSchemas: environment.OGC_SCHEMAS || undefined,
    data: existsSync(resolve(data, 'kobar/district.json')) ? data : undefined,
  }
}

/** Of a line like "GDAL 3.10.3, released 2025/04/01". */
function versionOf(program: string): string | undefined {
  const said = execFileSync(program, ['--version'], { encoding: 'utf8' })
  return /GDAL (\d+\.\d+\.\d+)/.exec(said)?.[1]
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
  gdalVersion,
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
      : [
          'browser journeys: install Chromium (Debian: chromium-headless-shell, or chromium) or set CHROMIUM to its path',
        ]),
    ...(nginx ? [] : ['journeys behind a proxy: install nginx and openssl (Debian: nginx-light, openssl)']),
    ...(owslib ? [] : ['agreement with OWSLib: install it for /usr/bin/python3 (Debian: python3-owslib)']),
    ...(qgis ? [] : ['agreement with QGIS: install it for /usr/bin/python3 (Debian: python3-qgis)']),
    ...(ogr2ogr
      ? GDAL_NEEDS.filter(({ since }) => !hasGdal({ gdalVersion }, since)).map(
          ({ what, since, by }) =>
            `agreement with GDAL on ${what}: needs GDAL ${since} or later, for ${by}; here is ${gdalVersion}`,
        )
      : ['agreement with GDAL: install ogr2ogr (Debian: gdal-bin)']),
  ]
}
