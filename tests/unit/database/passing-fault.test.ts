import { expect, test } from 'vitest'
import { passingFault } from '../../../server/database/connection-fault.ts'

const coded = (code: string) => Object.assign(new Error('refused'), { code })

test.each(['53300', '53100', '53200', '57P03', '57P01', '08006', '40001', '40P01', '55P03', 'ECONNREFUSED'])(
  'an error %s of the database passes: 503',
  (code) => {
    expect(passingFault(coded(code))?.status).toBe(503)
  },
)

test.each(['42601', '23505', '22P02', 'XX000'])('an error %s is no passing one', (code) => {
  expect(passingFault(coded(code))).toBeUndefined()
})
