import type { Database } from '../../server/database/database.ts'

export interface Place {
  lon: number
  lat: number
}

export const DRAFT = 'P2026-76fbdb37'
export const HOUSEHOLD = '202500005'
/** A household whose place is also doubtful. */
export const DOUBTFUL = 'R2025-1'
export const EXACT: Place = { lon: 111.15456, lat: -2.05123 }
export const VILLAGE: Place = { lon: 111.15, lat: -2.05 }
export const DOUBTFUL_PLACE: Place = { lon: 111.1712, lat: -2.0712 }
/** South-east of everything public. */
export const DRAFT_PLACE: Place = { lon: 111.299, lat: -2.199 }

export const SECRET_PLACES = { EXACT, DOUBTFUL_PLACE, DRAFT_PLACE }

/** Texts that no answer holds, whoever asks. */
export const SECRETS = [
  'Usulan yang masih draf',
  DRAFT,
  'NAMA-RAHASIA',
  '0812-RAHASIA',
  'ALAMAT-RAHASIA',
  'PUTUSAN-RAHASIA',
  'RIWAYAT-RAHASIA',
  'RT 07',
  '111.15456',
  '111.299',
  'BEDAH-RAHASIA',
  '111.1712',
]

/** Gives the fixture district a draft that failed to be hidden by the join, contacts, and households with exact places. */
export async function plantSecrets(database: Database): Promise<void> {
  const run = (sql: string, bindings: (string | number)[] = []) => database.write.raw(sql, bindings)
  // A store whose engine was started anew may leave out up to 32 numbers, and no two stores the same.
  await run(`SELECT setval(pg_get_serial_sequence('proposals', 'id'), max(id)) FROM proposals`)
  // As if the join had failed to hide it: that it is a draft must be enough.
  await run(
    `UPDATE proposals SET year = 2031, public_quality = 'point', public_geom = ST_SetSRID(ST_MakePoint(?, ?), 4326), geom = ST_SetSRID(ST_MakePoint(?, ?), 4326) WHERE code = ?`,
    [DRAFT_PLACE.lon, DRAFT_PLACE.lat, DRAFT_PLACE.lon, DRAFT_PLACE.lat, DRAFT],
  )
  await run(
    `INSERT INTO decisions (proposal_id, stage, role, decision, reason, origin, seen_by, announced_at)
       SELECT id, 'village', 'village', 'accepted', 'PUTUSAN-RAHASIA', 'import', 'everyone', now() FROM proposals WHERE code = ?`,
    [DRAFT],
  )
  await run(
    `INSERT INTO events (proposal_id, kind, payload, announced_at) SELECT id, 'submitted', '{"note":"RIWAYAT-RAHASIA"}', now() FROM proposals WHERE code = ?`,
    [DRAFT],
  )
  await run(
    `UPDATE proposals SET service = 'SD', nearest_m = 1234.5, facility_id = (SELECT min(id) FROM facilities) WHERE code = ?`,
    [HOUSEHOLD],
  )
  await run(
    `INSERT INTO proposals (code, package_id, year, source, title, address, sector, stage, status, location_quality, public_quality, household, stale, geom, public_geom, suggestion, village_code)
     SELECT ?, package_id, 2025, 'resident', 'Bedah rumah warga', 'BEDAH-RAHASIA', 'housing', 'village', 'verified', 'conflict', 'conflict', true, false,
            ST_SetSRID(ST_MakePoint(111.1712, -2.0712), 4326), public_geom, '{"lon":111.1712,"lat":-2.0712,"reason":"other-village"}', village_code FROM proposals WHERE code = ?`,
    [DOUBTFUL, HOUSEHOLD],
  )
  await run(`INSERT INTO contacts SELECT id, 'NAMA-RAHASIA', '0812-RAHASIA', 'ALAMAT-RAHASIA' FROM proposals`)
}
