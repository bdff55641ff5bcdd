import { readdir, readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { CycleTemplate } from '../../core/cycle/cycle-template.ts'
import { TRACKS } from '../../core/cycle/track.ts'
import { readBody } from '../requests/read-body.ts'
import {
  actors,
  beside,
  checklist,
  key,
  kind,
  label,
  note,
  quotas,
  reasons,
  results,
} from './stage-fields.ts'

const FOLDER = new URL('../../data/cycles/', import.meta.url)

const usual = z.strictObject({
  year: z.int().min(-3).max(3),
  date: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/, 'expected a day of any year, such as 02-01'),
})
const template = z
  .strictObject({
    id: key,
    track: z.enum(TRACKS),
    title: label,
    note,
    reasons,
    stages: z
      .array(
        z.strictObject({
          key,
          kind,
          name: label,
          actors,
          source: label,
          usual: z.strictObject({ opens: usual, closes: usual }),
          ...{ results, beside, checklist, quotas },
          reasons: z.array(key),
        }),
      )
      .min(1)
      .max(100),
  })
  .superRefine(({ stages, reasons: known }, context) => {
    const keys = stages.map((stage) => stage.key)
    if (new Set(keys).size < keys.length)
      context.addIssue({ code: 'custom', path: ['stages'], message: 'expected each key once' })
    for (const [at, stage] of stages.entries())
      for (const code of stage.reasons)
        if (!known.some((reason) => reason.code === code))
          context.addIssue({
            code: 'custom',
            path: ['stages', at, 'reasons'],
            message: `expected codes of reasons of the template, which has no ${code}`,
          })
  })

/** Reads a template. Throws BodyRefused, which names what is wrong in it. */
export function readTemplate(json: unknown): CycleTemplate {
  return readBody(template, json)
}

/** The templates that ship, each a file of data/cycles. */
export async function readTemplates(): Promise<readonly CycleTemplate[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort()
  return await Promise.all(
    files.map(async (name) => readTemplate(JSON.parse(await readFile(new URL(name, FOLDER), 'utf8')))),
  )
}
