import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccountActor, SYSTEM } from '../../core/access/actor.ts'
import { decide } from '../../server/proposals/decide.ts'
import { undoDecisions } from '../../server/proposals/undo-decisions.ts'
import { engine } from '../support/open-store.ts'
import { findBrokenStates } from '../support/process-invariants.ts'
import { openProcess, type ProcessStore, refusalOf } from './process-store.ts'

const ZONE = 'Asia/Pontianak'
const VILLAGE = '62.99.01.1003'
let office: ProcessStore
let verifier: AccountActor
/** The stages of one cycle: neighbourhood, village, district. */
let stages: number[]
beforeAll(async () => {
  office = await openProcess()
  verifier = await office.as('verifikator', { role: 'verifier' })
  const [cycle] = await office.query<{ id: number }>(
    `INSERT INTO cycles (region, plan_year, forum_year, realisation_year, time_zone) VALUES ('62.99', 2027, 2026, 2027, ?) RETURNING id`,
    [ZONE],
  )
  const made = await office.query<{ id: number }>(
    `INSERT INTO stages (cycle_id, key, kind, position, opens, closes)
     SELECT ?::int, kind, kind, n, d.now - interval '1 day', d.now + interval '1 day'
     FROM unnest(ARRAY['neighbourhood', 'village', 'district']) WITH ORDINALITY AS k(kind, n),
       (SELECT now() AT TIME ZONE ?::text AS now) d ORDER BY n RETURNING id`,
    [cycle!.id, ZONE],
  )
  stages = made.map(({ id }) => id)
})
afterAll(() => office.store.close())

async function submitTo(stage: number): Promise<string> {
  const code = await office.submit()
  await office.query(
    'UPDATE proposals p SET stage_id = s.id, stage = s.kind FROM stages s WHERE s.id = ? AND p.code = ?',
    [stage, code],
  )
  return code
}

const setArea = (values: string, area = VILLAGE) =>
  office.query(
    `INSERT INTO stage_areas (stage_id, area_code, ${values.replaceAll(/ = [^,]+/g, '')}) VALUES (?, ?, ${values.replaceAll(/\w+ = /g, '')})`,
    [stages[0]!, area],
  )
const clearAreas = () => office.query('DELETE FROM stage_areas')
const accept = (code: string, version = 1) => office.decide(verifier, { code, version, action: 'accept' })

describe('a decision at a stage of a cycle', () => {
  it('is written while it is open for the area, and refused before, after, and once it is frozen', async () => {
    const code = await submitTo(stages[0]!)
    for (const [values, received] of [
      ["opens = now() AT TIME ZONE 'Asia/Pontianak' + interval '1 hour'", 'before'],
      ["closes = now() AT TIME ZONE 'Asia/Pontianak' - interval '1 second'", 'ended'],
      ['closed_at = now()', 'ended'],
      ['frozen_at = now()', 'frozen'],
    ] as const) {
      await setArea(values)
      expect(await refusalOf(accept(code)), values).toMatchObject({ status: 409, received })
      await clearAreas()
    }
    await setArea('frozen_at = now()', '62.99.02')
    expect(await accept(code)).toMatchObject({ status: 'accepted' })
    await clearAreas()
  })

  it('keeps its stage, and passing on leads to the next one of the same cycle', async () => {
    const code = await submitTo(stages[0]!)
    await accept(code)
    await office.decide(verifier, { code, version: 2, action: 'pass-on' })
    const rows = await office.query(
      `SELECT d.stage_id, d.stage_id_after, o.stage_id AS office FROM decisions d JOIN proposals p ON p.id = d.proposal_id
       JOIN office_states o ON o.proposal_id = p.id WHERE p.code = ? ORDER BY d.id`,
      [code],
    )
    const now = stages[1]
    expect(rows).toEqual([
      { stage_id: stages[0], stage_id_after: stages[0], office: now },
      { stage_id: stages[0], stage_id_after: stages[1], office: now },
    ])
    // The village's own stage holds now, and not the neighbourhood's.
    await setArea('closed_at = now()')
    expect(await office.decide(verifier, { code, version: 3, action: 'verify' })).toMatchObject({
      version: 4,
    })
    await clearAreas()
    expect(await findBrokenStates(office.store.database.write)).toEqual([])
  })

  it('is announced at once where the stage says so', async () => {
    await office.query(`UPDATE stages SET results = 'at-once' WHERE id = ?`, [stages[2]!])
    const code = await submitTo(stages[2]!)
    await office.decide(verifier, { code, action: 'verify' })
    const [row] = await office.query('SELECT status, version FROM proposals WHERE code = ?', [code])
    expect(row).toEqual({ status: 'verified', version: 2 })
  })

  it('is not taken back once its stage is frozen there', async () => {
    const code = await submitTo(stages[0]!)
    const { decision } = await accept(code)
    await setArea('frozen_at = now()', '62.99.01')
    const undo = () => undoDecisions(office.store.database.write, verifier, [decision])
    expect(await undo()).toMatchObject([{ outcome: 'skipped', problem: { status: 409 } }])
    await clearAreas()
    expect(await undo()).toMatchObject([{ outcome: 'done' }])
  })

  it('of who proposed is taken also after the end', async () => {
    const resident = await office.as('warga', { role: 'resident' })
    const code = await office.submit({ actor: resident })
    await office.query('UPDATE proposals SET stage_id = ? WHERE code = ?', [stages[0]!, code])
    await setArea('closed_at = now()')
    const take = { code, action: 'withdraw', role: 'proposer', announce: true } as const
    expect(await office.decide(resident, take)).toMatchObject({ status: 'withdrawn' })
    await clearAreas()
  })
})

describe('extending a stage', () => {
  it('for an area needs a reason', async () => {
    await expect(setArea(`extended_to = now()`)).rejects.toThrow(/check constraint/)
    await expect(setArea(`extended_to = now(), reason = ' '`)).rejects.toThrow(/check constraint/)
    await setArea(`extended_to = now(), reason = 'Banjir'`)
    await clearAreas()
  })
})

describe.skipIf(engine === 'embedded')('freezing a stage while others decide there', () => {
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()

  it('waits for decisions that are being written, and holds those that come after it', async () => {
    const { write } = office.store.database
    const [early, late] = [await submitTo(stages[0]!), await submitTo(stages[0]!)]
    const terms = { version: 1, action: 'accept', role: 'village', announce: false } as const
    const { promise: written, resolve: hasWritten } = Promise.withResolvers<void>()
    const deciding = write.transaction(async (transaction) => {
      await decide(transaction, SYSTEM, { code: early, ...terms })
      hasWritten()
      await mayCommit
    })
    await written
    const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>()
    const freezing = write.transaction(async (transaction) => {
      await transaction.raw('SELECT id FROM stages WHERE id = ? FOR UPDATE', [stages[0]!])
      isLocked()
      await transaction.raw('INSERT INTO stage_areas (stage_id, area_code, frozen_at) VALUES (?, ?, now())', [
        ...[stages[0]!, VILLAGE],
      ])
      await setTimeout(200)
    })
    const first = await Promise.race([locked.then(() => 'frozen'), setTimeout(300, 'waits')])
    expect(first).toBe('waits')
    commit()
    await deciding
    await locked
    const refusal = await refusalOf(decide(write, SYSTEM, { code: late, ...terms }))
    expect(refusal).toMatchObject({ status: 409, received: 'frozen' })
    await freezing
    const [row] = await office.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM decisions d JOIN proposals p ON p.id = d.proposal_id WHERE p.code IN (?, ?)`,
      [early, late],
    )
    expect(row).toEqual({ n: 1 })
  })
})
