import type { Feature, Geometry } from 'geojson'
import { lineGeometry, polygonGeometry } from './geojson.ts'
import { areaKm2 } from './polygon.ts'
import type { World } from './world.ts'

type Features = Feature<Geometry | null>[]

export function villageFeatures({ villages, districts }: World): Features {
  return villages.map((village) => ({
    type: 'Feature',
    properties: {
      kode: village.code,
      nama: village.name,
      kecamatan: districts[village.district]?.name ?? '',
      jenis: village.kelurahan ? 'kelurahan' : 'desa',
      luas_km2: Math.round(village.areaKm2 * 100) / 100,
    },
    geometry: polygonGeometry(village.polygons),
  }))
}

export function roadFeatures({ roads }: World): Features {
  return roads.map((road) => ({
    type: 'Feature',
    properties: {
      id: road.id,
      nama: road.name,
      kategori: road.category,
      permukaan: road.surface,
      kondisi: road.condition,
      panjang_m: road.lengthMetres,
    },
    geometry: lineGeometry(road.line),
  }))
}

export function riverFeatures({ rivers }: World): Features {
  return rivers.map((river) => ({
    type: 'Feature',
    properties: { id: river.id, nama: river.name, jenis: river.kind, lebar_m: river.widthMetres },
    geometry: lineGeometry(river.line),
  }))
}

export function waterFeatures({ water }: World): Features {
  return water.map((body, i) => ({
    type: 'Feature',
    properties: { id: `AIR-${String(i + 1).padStart(2, '0')}`, nama: body.name, jenis: body.kind },
    geometry: polygonGeometry(body.polygons),
  }))
}

export function settlementFeatures({ settlements }: World): Features {
  return settlements.map((polygon, i) => ({
    type: 'Feature',
    properties: {
      id: `PMK-${String(i + 1).padStart(3, '0')}`,
      luas_ha: Math.round(areaKm2([polygon]) * 1000) / 10,
    },
    geometry: polygonGeometry([polygon]),
  }))
}
