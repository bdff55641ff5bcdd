import { expect, test } from 'vitest'
import { readPetausulRow } from '../../../server/ingest/read-petausul-row.ts'

test('a row is read in the order that stores made its digest of, so that an upgrade takes no row for a changed one', () => {
  const properties = {
    title: 'Jalan',
    code: 'A-1',
    problem: 'Rusak',
    agency: 'PUPR',
    address: 'RT 1',
    unit: 'm',
    volume: 3,
  }
  const { draft } = readPetausulRow(properties, null, 2025)
  expect(JSON.stringify(draft)).toBe(
    '{"sourceId":"A-1","year":2025,"submittedOn":null,"source":"musrenbang","proposerGroup":null,"title":"Jalan",' +
      '"problem":"Rusak","sector":"public-works","programmeCode":null,"agency":"PUPR","costRupiah":null,"volume":3,"unit":"m",' +
      '"expenditureType":null,"priority":null,"beneficiaries":null,"urgency":null,"months":null,"readiness":null,"planMatch":null,' +
      '"status":"submitted","stage":"village","address":"RT 1","statedRegency":null,"statedDistrict":null,"statedVillage":null,' +
      '"coordinates":[],"decisions":[]}',
  )
})
