import fc from 'fast-check'
import proj4 from 'proj4'
import { expect, test } from 'vitest'
import { utmToLonLat } from '../../../core/proposal/utm-to-lon-lat.ts'

test('UTM positions of Indonesia agree with PROJ to a tenth of a millimetre', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 46, max: 54 }),
      fc.double({ min: -11, max: 6.5, noNaN: true }),
      fc.double({ min: -3.3, max: 3.3, noNaN: true }),
      (zone, lat, offset) => {
        const lon = zone * 6 - 183 + offset
        const south = lat < 0
        const crs = `+proj=utm +zone=${zone} ${south ? '+south ' : ''}+datum=WGS84 +units=m`
        const [easting, northing] = proj4('EPSG:4326', crs, [lon, lat]) as [number, number]
        const [x, y] = utmToLonLat({ zone, south, easting, northing })
        expect(Math.abs(x - lon)).toBeLessThan(1e-9)
        expect(Math.abs(y - lat)).toBeLessThan(1e-9)
      },
    ),
  )
})
