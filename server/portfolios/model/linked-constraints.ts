import {
  type ConstraintContext,
  groupsBy,
  idOf,
  knownCodes,
  knownGroup,
  type NamedConstraint,
} from './constraint-context.ts'
import { nameWhere } from './group-names.ts'
import type { ConstraintBody } from './portfolio-request.ts'
import { listCodes, percentText, rupiahText } from './texts.ts'

type Stated<Kind extends ConstraintBody['kind']> = Extract<ConstraintBody, { kind: Kind }>

/** At least so many rupiah for one group, or for each that occurs. */
export function floors(
  { by, value, perGroup, minimumRupiah }: Stated<'floor'>,
  parameter: string,
  context: ConstraintContext,
): NamedConstraint[] {
  const groups = perGroup
    ? groupsBy(context.items, [perGroup])
    : [knownGroup({ [by!]: value ?? '' }, `${parameter}.value`, context)]
  return groups.map((where) => {
    const name = nameWhere(where, context.names)
    return {
      constraint: { id: idOf(parameter, where), kind: 'floor', where, minimumRupiah },
      label: {
        id: `Paling sedikit ${rupiahText(minimumRupiah, 'id')} untuk ${name.id}`,
        en: `At least ${rupiahText(minimumRupiah, 'en')} for ${name.en}`,
      },
    }
  })
}

/** At least such a share of the rupiah for one group, or for each that occurs. */
export function shares(
  { by, value, perGroup, minimumShare }: Stated<'share'>,
  parameter: string,
  context: ConstraintContext,
): NamedConstraint[] {
  const groups = perGroup
    ? groupsBy(context.items, [perGroup])
    : [knownGroup({ [by!]: value ?? '' }, `${parameter}.value`, context)]
  return groups.map((where) => {
    const name = nameWhere(where, context.names)
    return {
      constraint: { id: perGroup ? idOf(parameter, where) : parameter, kind: 'share', where, minimumShare },
      label: {
        id: `Paling sedikit ${percentText(minimumShare, 'id')} rupiah untuk ${name.id}`,
        en: `At least ${percentText(minimumShare, 'en')} of the rupiah for ${name.en}`,
      },
    }
  })
}

/** One that is funded only with others. */
export function prerequisites(
  { code, needs }: Stated<'requires'>,
  parameter: string,
  context: ConstraintContext,
): NamedConstraint[] {
  knownCodes([code], parameter, context)
  return knownCodes(needs, parameter, context)
    .filter((other) => other !== code)
    .map((other) => ({
      constraint: { id: `${parameter} ${other}`, kind: 'requires', code, needs: other },
      label: {
        id: `${code} hanya didanai bersama ${other}`,
        en: `${code} is funded only with ${other}`,
      },
    }))
}

/** All or none: a ring in which each needs the next. */
export function bundle(
  { codes }: Stated<'bundle'>,
  parameter: string,
  context: ConstraintContext,
): NamedConstraint[] {
  const ring = knownCodes(codes, parameter, context)
  const list = listCodes(ring)
  const label = {
    id: `Didanai semua atau tidak sama sekali: ${list}`,
    en: `Funded all together or not at all: ${list}`,
  }
  return ring.flatMap((code, at) => {
    const needs = ring[(at + 1) % ring.length]!
    return needs === code
      ? []
      : [{ constraint: { id: `${parameter} ${code}`, kind: 'requires' as const, code, needs }, label }]
  })
}
