import type { Knex } from 'knex'
import type { CycleStageAnswer } from '../../../core/api/cycle.ts'
import { type LineFault, type NamedArea, readCeilingLines } from '../../../core/cycle/read-ceiling-lines.ts'
import { TRACKS } from '../../../core/cycle/track.ts'
import { Problem } from '../../../core/problem.ts'
import { replaceCeilings } from '../../cycles/ceilings.ts'
import type { CycleChange } from '../../cycles/change-cycle.ts'
import {
  addStage,
  changeAreaDates,
  changeSettings,
  changeStage,
  closeStage,
  extendStage,
  removeStage,
  type StageChange,
} from '../../cycles/change-stage.ts'
import { deleteCycle } from '../../cycles/create-cycle.ts'
import {
  readAreaCode,
  readAreaDates,
  readCeilingsBody,
  readClosing,
  readExtension,
  readNewStage,
  readSettings,
  readStageSettings,
} from '../../cycles/cycle-request.ts'
import { bound, select, sql } from '../../database/sql-fragment.ts'
import type { ShownCycle } from './read-cycle-page.ts'
import {
  type CycleForm,
  dateOf,
  type Fields,
  freeKey,
  labelOf,
  type StageForm,
  settingsBody,
  withDates,
  withRules,
} from './stage-forms.ts'

/** Lines of ceilings of which some cannot be read: none is saved. */
export class LinesRefused extends Problem {
  readonly lines: readonly LineFault[]

  constructor(lines: readonly LineFault[]) {
    const [first] = lines
    super({
      title: 'Lines not understood',
      status: 400,
      detail: `line ${first?.line}: expected ${first?.expected.en}, received ${first?.received}`,
      parameter: 'lines',
    })
    this.lines = lines
  }
}

interface SentStageForm {
  shown: ShownCycle
  stage: CycleStageAnswer
  change: StageChange
  fields: Fields
}

/** Does what a form of a stage was sent for, as the route of the same meaning does. Throws Problem, and has changed nothing then. */
export async function applyStageForm(write: Knex, form: StageForm, sent: SentStageForm): Promise<void> {
  await STAGE_FORM_WORK[form](write, sent)
}

const STAGE_FORM_WORK: Readonly<Record<StageForm, (write: Knex, sent: SentStageForm) => Promise<unknown>>> = {
  tanggal: (write, { stage, change, fields }) =>
    changeStage(write, change, readStageSettings(withDates(stage, fields))),
  aturan: (write, { stage, change, fields }) =>
    changeStage(write, change, readStageSettings(withRules(stage, fields))),
  wilayah: (write, { change, fields }) => {
    const dates = readAreaDates({ opens: dateOf(fields, 'opens'), closes: dateOf(fields, 'closes') })
    return changeAreaDates(write, { ...change, area: readAreaCode(fields.area?.trim()) }, dates)
  },
  perpanjangan: (write, { change, fields }) => {
    const { until = '', reason = '' } = fields
    return extendStage(write, change, readExtension({ ...whereOf(fields), until, reason }))
  },
  penutupan: (write, { change, fields }) =>
    closeStage(write, change, readClosing({ ...whereOf(fields), reason: fields.reason ?? '' })),
  pagu: async (write, { shown, change, fields }) => {
    const areas = await readAreasWithin(write, shown.cycle.region)
    const { ceilings, faults } = readCeilingLines(fields.lines ?? '', { areas, source: fields.source ?? '' })
    if (faults.length > 0) throw new LinesRefused(faults)
    await replaceCeilings(write, change, readCeilingsBody({ ceilings }).ceilings)
  },
  hapus: (write, { change }) => removeStage(write, change),
}

function whereOf({ area = '' }: Fields): { area?: string } {
  return area.trim() === '' ? {} : { area: area.trim() }
}

async function readAreasWithin(knex: Knex, region: string): Promise<NamedArea[]> {
  return await select<NamedArea>(
    knex,
    sql`SELECT code, name FROM areas WHERE code = ${bound(region, 'text')} OR starts_with(code, ${bound(`${region}.`, 'text')})
        ORDER BY code`,
  )
}

interface SentCycleForm {
  shown: ShownCycle
  change: CycleChange
  fields: Fields
}

/** The same of a form of the whole cycle. */
export async function applyCycleForm(write: Knex, form: CycleForm, sent: SentCycleForm): Promise<void> {
  const { shown, change, fields } = sent
  if (form === 'pengaturan') await changeSettings(write, change, readSettings(settingsBody(fields)))
  else if (form === 'hapus') await deleteCycle(write, change)
  else await addStage(write, change, readNewStage(newStageOf(shown, fields)))
}

function newStageOf({ cycle }: ShownCycle, fields: Fields): object {
  const name = labelOf(fields, 'name')
  const taken = new Set(cycle.stages.map(({ key }) => key))
  return {
    key: (fields.key ?? '').trim() || freeKey(name.id, taken),
    ...{ kind: fields.kind ?? '', name, after: fields.after || null, beside: fields.beside !== undefined },
    tracks: TRACKS.filter((track) => fields[`track-${track}`] !== undefined),
  }
}
