import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { KOTA_LAMA, OFFICE, zoneClient } from './zone-client.ts'

let server: TestServer
/** What the client's build leaves, as far as routes send it. */
const clientFolder = mkdtempSync(join(tmpdir(), 'petausul-client-'))
beforeAll(async () => {
  for (const name of ['index.html', 'sematan.html'])
    writeFileSync(join(clientFolder, name), '<!doctype html>')
  server = await startTestServer({ clientFolder })
})
afterAll(async () => {
  await server.close()
  rmSync(clientFolder, { recursive: true })
})

const page = async (path: string, headers: Record<string, string> = {}) =>
  await server.get(path, { headers: { Accept: 'text/html', ...headers } })
type Rows = { features: { properties: Record<string, string> }[] }
const cards = (text: string) => [...text.matchAll(/href="\/katalog\/([\w%-]+)"/g)].map(([, id]) => id)

describe('/katalog', () => {
  it('shows every layer that there is, in both languages', async () => {
    const { items } = (await (await server.get('/api/layers')).json()) as {
      items: { id: string; title: { id: string; en: string } }[]
    }
    const text = await (await page('/katalog')).text()
    expect(cards(text).sort()).toEqual(items.map(({ id }) => id).sort())
    const english = await (await page('/katalog?lang=en')).text()
    for (const { title } of items)
      expect(english).toContain(title.en.replaceAll("'", '&#39;').replaceAll('&', '&'))
  })

  it('finds by words in either language and by category', async () => {
    expect(cards(await (await page('/katalog?q=KEMISKINAN')).text())).toContain('poverty')
    expect(cards(await (await page('/katalog?q=poverty')).text())).toContain('poverty')
    expect(cards(await (await page('/katalog?q=poverty')).text())).not.toContain('areas-district')
    // What is called so goes before what has such a column or came from such a file.
    const found = cards(await (await page('/katalog?q=miskin')).text())
    expect(found[0]).toBe('poverty')
    expect(found).toContain('areas-village')
    const boundaries = cards(await (await page('/katalog?tema=boundaries')).text())
    expect(boundaries).toContain('areas-village')
    expect(boundaries).not.toContain('proposals')
    expect(await (await page('/katalog?q=tidak-ada-yang-begini')).text()).toContain(
      'Tidak ada lapisan yang cocok',
    )
  })

  it('has a category for what analyses found, and shows a picture where its address is shared', async () => {
    const analyses = cards(await (await page('/katalog?tema=analisis')).text())
    expect(analyses).toContain('poverty-coverage')
    expect(analyses).not.toContain('poverty')
    const whole = await (await page('/katalog')).text()
    expect(whole).toContain('tema=analisis')
    for (const [path, layer] of [
      ['/katalog', 'proposals'],
      ['/katalog/poverty', 'poverty'],
    ] as const) {
      const address = /<meta property="og:image" content="([^"]+)">/.exec(
        await (await page(path)).text(),
      )?.[1]
      const picture = new URL((address ?? '').replaceAll(/&(amp|#38);/g, '&'))
      expect(picture.origin).toBe(server.url)
      expect(picture.searchParams.get('LAYERS')?.split(',')).toContain(layer)
      expect((await fetch(picture)).headers.get('content-type')).toBe('image/png')
    }
  })

  it('keeps what was typed, whatever it was', async () => {
    const text = await (await page(`/katalog?q=${encodeURIComponent('"><script>alert(1)</script>')}`)).text()
    expect(text).not.toContain('<script>alert(1)')
    expect(text).toContain('&#34;&#62;&#60;script&#62;')
    expect((await page(`/katalog?q=${'x'.repeat(5000)}&tema=%00`)).status).toBe(200)
  })
})

describe('/katalog/{layer}', () => {
  it('tells origin, quality, licence, fields, services and every download', async () => {
    const answer = await page('/katalog/poverty')
    expect(answer.status).toBe(200)
    const text = await answer.text()
    for (const words of [
      'Mutu dan asal',
      'Lisensi',
      'Kolom',
      'povertyRate',
      '/wms',
      '/ogc',
      '/csw',
      'Buka di QGIS',
      'peta-usul-map',
    ])
      expect(text).toContain(words)
    expect(text).toContain('<td>Penduduk miskin (%)</td>')
    const files = [...text.matchAll(/(?:formaction|href)="(\/data\/poverty\.[\w.]+)"/g)].map(
      ([, path]) => path!,
    )
    expect(files.length).toBeGreaterThanOrEqual(4)
    for (const path of files) {
      const file = await server.get(path)
      expect(file.status, path).toBe(200)
      await file.arrayBuffer()
    }
  })

  it('names each file by what it holds, and what its import found in the language of the page', async () => {
    const text = await (await page('/katalog/areas-district')).text()
    const table = /<table class="sources".*?<\/table>/s.exec(text)?.[0] ?? ''
    expect(table).toContain('<strong>desa.geojson</strong><small>Batas desa ·')
    expect(table).toContain('<strong>Batas kecamatan</strong><small>dibuat dari wilayah yang lebih kecil ·')
    expect(table).toMatch(/<li>\d+ desa tidak ada di penduduk\.csv/)
    expect(table).not.toContain('statistics:')
    const english = await (await page('/katalog/areas-district?lang=en')).text()
    expect(english).toMatch(/villages have no row in penduduk\.csv/)
  })

  it('names to who publishes what is computed from the layer, so that it is not taken back unawares', async () => {
    const dependents = async (layer: string, headers: Record<string, string>) =>
      /data-dependents="([^"]*)"/
        .exec(await (await page(`/katalog/${layer}`, headers)).text())?.[1]
        ?.split('\n')
    const ofVillages = await dependents('areas-village', OFFICE)
    // Directly, and by way of the layer of poverty.
    expect(ofVillages).toEqual(expect.arrayContaining(['Kecamatan', 'Kemiskinan desa']))
    expect(ofVillages).not.toContain('Jalan')
    expect(await dependents('roads', OFFICE)).toEqual([''])
    expect(await dependents('areas-village', {})).toBeUndefined()
  })

  it('narrows every download to the district that is chosen, without a script', async () => {
    const text = await (await page('/katalog/poverty')).text()
    const menu = /<select name="filter">(.*?)<\/select>/s.exec(text)?.[1] ?? ''
    const choices = [...menu.matchAll(/<option value="([^"]*)">([^<]*)</g)].map(([, value = '', name]) => ({
      value: value.replaceAll('&#39;', "'"),
      name,
    }))
    expect(choices[0]).toEqual({ value: '', name: 'Semua kecamatan' })
    const districts = (await readJson<Rows>(await server.get('/data/areas-district.geojson'))).features
    expect(
      choices
        .slice(1)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(districts.map(({ properties }) => properties.name).sort())
    const { value, name } = choices[1]!
    const code = districts.find(({ properties }) => properties.name === name)!.properties.code
    // As the form sends it: what is left empty too.
    const query = new URLSearchParams({ filter: value, crs: '', bbox: '' })
    const { features } = await readJson<Rows>(await server.get(`/data/poverty.geojson?${query}`))
    expect(features.length).toBeGreaterThan(0)
    for (const { properties } of features) expect(properties.districtCode).toBe(code)
    for (const [, path] of text.matchAll(/formaction="(\/data\/[^"]+)"/g)) {
      const file = await server.get(`${path}?${query}`)
      expect(file.status, path).toBe(200)
      await file.arrayBuffer()
    }
    expect(await (await page('/katalog/roads')).text(), 'rows of no district').not.toContain('name="filter"')
  })

  it('cuts a download at a zone that is published, and names no draft', async () => {
    const before = await (await page('/katalog/poverty')).text()
    expect(before, 'no zone to choose').not.toContain('name="zone"')
    expect(before).toContain('Potong bentuk di tepi kotak')
    const { send } = zoneClient(server)
    const [zone, draft] = await Promise.all(
      [true, false].map(async (published) =>
        readJson<{ id: string }>(
          await send('POST', '/api/zones', {
            name: published ? 'Kota <Lama>' : 'Rahasia',
            geometry: KOTA_LAMA,
            published,
          }),
        ),
      ),
    )
    const text = await (await page('/katalog/poverty', OFFICE)).text()
    expect(text).toContain(`<option value="${zone!.id}">Kota &#60;Lama`)
    expect(text).not.toContain(draft!.id)
    const query = new URLSearchParams({ filter: '', zone: zone!.id, crs: '', bbox: '', clip: 'true' })
    const file = await server.get(`/data/poverty.geojson?${query}`)
    const { features } = await readJson<{ features: { geometry: { coordinates: unknown[] } }[] }>(file)
    expect(features.length).toBeGreaterThan(0)
    const numbers = features.flatMap(({ geometry }) => geometry.coordinates.flat(4) as number[])
    const [west, east] = [111.2, 111.3]
    for (const lon of numbers.filter((_, i) => i % 2 === 0)) {
      expect(lon).toBeGreaterThanOrEqual(west - 1e-6)
      expect(lon).toBeLessThanOrEqual(east + 1e-6)
    }
    for (const { id } of [zone!, draft!]) await send('DELETE', `/api/zones/${id}`)
  })

  it('tells what the data show once, in the abstract or, where the office wrote that, below it', async () => {
    const { items } = (await (await server.get('/api/layers')).json()) as {
      items: { id: string; finding: { id: string } | null }[]
    }
    const finding = items.find(({ id }) => id === 'poverty')?.finding?.id ?? ''
    expect(finding).toMatch(/\w/)
    const reported = async () =>
      (await (await page('/katalog/poverty')).text()).split('<main')[1]!.split(finding).length - 1
    expect(await reported()).toBe(1)
    const describe = async (overrides: object, version: number) =>
      await server.get('/api/layers/poverty/metadata', {
        method: 'PUT',
        headers: { ...OFFICE, 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
        body: JSON.stringify(overrides),
      })
    const abstract = { id: 'Kemiskinan menurut kantor kami.', en: 'Poverty as our office counts it.' }
    expect((await describe({ abstract }, 0)).status).toBe(200)
    try {
      expect(await (await page('/katalog/poverty')).text()).toContain(abstract.id)
      expect(await reported()).toBe(1)
    } finally {
      await describe({}, 1)
    }
  })

  it('of a layer that is not there, or no layer at all, is a page that says so', async () => {
    for (const path of [
      '/katalog/nothing',
      '/katalog/%00',
      '/katalog/..%2f..%2fetc',
      `/katalog/${'x'.repeat(500)}`,
    ]) {
      const answer = await page(path)
      expect(answer.status, path).toBe(404)
      expect(await answer.text()).toContain('<main')
    }
  })

  it('shows the office what the public does not see, and to the public nothing of it', async () => {
    const write = async (state: string) =>
      await server.get('/api/layers/idm/publication', {
        method: 'PUT',
        headers: { ...OFFICE, 'Content-Type': 'application/json' },
        body: JSON.stringify({ state }),
      })
    expect((await write('unpublished')).status).toBe(200)
    try {
      expect((await page('/katalog/idm')).status).toBe(404)
      expect(cards(await (await page('/katalog')).text())).not.toContain('idm')
      const seen = await page('/katalog/idm', OFFICE)
      expect(seen.status).toBe(200)
      expect(seen.headers.get('cache-control')).toContain('no-store')
      expect(await seen.text()).toContain('Tidak terbit')
    } finally {
      await write('published')
    }
    const plain = await (await page('/katalog/idm')).text()
    expect(plain).not.toContain('id="publication"')
    expect(await (await page('/katalog/idm', OFFICE)).text()).toContain('id="publication"')
  })
})

describe('embedding', () => {
  it('lets any site frame the embedded map, and no other page', async () => {
    const embedded = await page('/sematan?layers=poverty')
    expect(embedded.status).toBe(200)
    expect(embedded.headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect(embedded.headers.get('x-frame-options')).toBeNull()
    for (const path of ['/', '/katalog', '/masuk']) {
      const { headers } = await page(path)
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'self'")
    }
  })

  const oembed = async (url: string, more = '') =>
    await server.get(`/oembed?url=${encodeURIComponent(url)}${more}`)

  it('unfolds addresses of maps, layers and proposals', async () => {
    const { url } = server
    const answer = await oembed(`${url}/katalog/poverty`, '&maxwidth=300&maxheight=250')
    expect(answer.status).toBe(200)
    const reported = (await answer.json()) as { type: string; html: string; width: number; height: number }
    expect(reported).toMatchObject({ version: '1.0', type: 'rich', width: 300, height: 250 })
    const framed = /src="([^"]+)"/.exec(reported.html)?.[1]?.replaceAll('&#38;', '&') ?? ''
    expect(framed).toBe(`${url}/sematan?layers=poverty`)
    expect((await server.get(framed.slice(url.length))).status).toBe(200)
    const map = (await (await oembed(`${url}/?layers=poverty&map=9/-2/111`)).json()) as { html: string }
    expect(map.html).toContain('/sematan?layers=poverty&#38;map=9/-2/111')
    const discovered = /json\+oembed" href="([^"]+)"/.exec(await (await page('/katalog/poverty')).text())?.[1]
    expect(
      (await server.get(new URL(discovered!.replaceAll('&#38;', '&')).pathname + new URL(discovered!).search))
        .status,
    ).toBe(200)
  })

  it('refuses what is not of this server, without asking anybody', async () => {
    for (const url of [
      'http://example.com/',
      'http://169.254.169.254/latest',
      'javascript:alert(1)',
      'nothing',
      `${server.url}.example.com/`,
    ])
      expect((await oembed(url)).status, url).toBe(400)
    expect((await oembed(`${server.url}/rencana`)).status).toBe(404)
    expect((await oembed(`${server.url}/`, '&maxwidth=0')).status).toBe(400)
    expect((await oembed(`${server.url}/`, '&format=xml')).status).toBe(400)
    const quoted = (await (await oembed(`${server.url}/?layers="><script>`)).json()) as { html: string }
    expect(quoted.html).not.toContain('<script>')
  })
})
