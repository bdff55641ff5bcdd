import type { PortfolioResult, Relaxation } from '../../core/api/portfolio.ts'
import type { Bilingual } from '../../core/criteria/criterion.ts'
import type { Conflict } from '../../core/portfolio/find-conflict.ts'
import { formatNumber } from '../../core/proposal/format.ts'
import type { Language } from '../../core/proposal/label.ts'
import type { NamedConstraint } from './model/constraint-context.ts'
import { inBoth, rupiahText } from './model/texts.ts'

/** A sentence stays readable; the lists hold all. */
const MOST_NAMED = 4

const MONEY: ReadonlySet<NamedConstraint['constraint']['kind']> = new Set(['ceiling', 'floor', 'share'])

type ConflictWords = NonNullable<PortfolioResult['conflict']>

/** Why the constraints cannot be met together, and what would make them possible. `withoutCost`: codes nobody can fund. */
export function describeConflict(
  conflict: Conflict,
  constraints: ReadonlyMap<string, NamedConstraint>,
  withoutCost: ReadonlySet<string>,
): ConflictWords {
  const { smallest, irreducible } = conflict
  const relax = ({ id, by }: { id: string; by: number | null }) =>
    relaxation(constraints.get(id)!, by, withoutCost)
  const alone = conflict.alone.map(relax)
  return {
    text: conflictText(alone, conflict.cheapest.map(relax)),
    smallest,
    irreducible,
    constraints: alone,
    cheapest: conflict.cheapest.map(relax),
  }
}

function unitOf(kind: NamedConstraint['constraint']['kind']): Relaxation['unit'] {
  if (kind === 'least-people') return 'people'
  return MONEY.has(kind) ? 'rupiah' : 'proposals'
}

function conflictText(set: readonly Relaxation[], cheapest: readonly Relaxation[]): Bilingual {
  const labels = (language: Language) => set.map(({ label }) => `“${label[language]}”`).join('; ')
  const more = cheapest.length - MOST_NAMED
  const ways = (language: Language) => {
    const named = cheapest.slice(0, MOST_NAMED).map(({ text }) => text[language])
    if (more > 0) named.push(language === 'id' ? `dan ${more} lainnya` : `and ${more} more`)
    return named.join('; ')
  }
  const id =
    set.length === 1
      ? `Syarat ini tidak dapat dipenuhi: ${labels('id')}.`
      : `Syarat-syarat ini bertentangan: ${labels('id')}.`
  const en =
    set.length === 1
      ? `This condition cannot be met: ${labels('en')}.`
      : `These conditions conflict: ${labels('en')}.`
  if (cheapest.length === 0) return { id, en }
  return {
    id: `${id} Kelonggaran terkecil: ${ways('id')}.`,
    en: `${en} The least that must give way: ${ways('en')}.`,
  }
}

function relaxation(
  { constraint, label }: NamedConstraint,
  by: number | null,
  withoutCost: ReadonlySet<string>,
): Relaxation {
  const unit = unitOf(constraint.kind)
  if (constraint.kind === 'force' && withoutCost.has(constraint.code)) {
    const { code } = constraint
    const text = {
      id: `${code} belum punya taksiran biaya, jadi tidak dapat didanai`,
      en: `${code} has no cost estimate yet and cannot be funded`,
    }
    return { id: constraint.id, label, by, unit, text }
  }
  return {
    id: constraint.id,
    label,
    by,
    unit,
    text: inBoth((language) => way(label, { by, constraint }, language)),
  }
}

function way(
  label: Bilingual,
  { by, constraint }: { by: number | null; constraint: NamedConstraint['constraint'] },
  language: Language,
): string {
  const id = language === 'id'
  const name = `“${label[language]}”`
  if (by === null)
    return id ? `${name}: melonggarkan ini saja tidak cukup` : `${name}: giving way here alone is not enough`
  switch (constraint.kind) {
    case 'ceiling':
      return id ? `${name} dinaikkan ${rupiahText(by, 'id')}` : `${name} raised by ${rupiahText(by, 'en')}`
    case 'floor':
      return id ? `${name} diturunkan ${rupiahText(by, 'id')}` : `${name} lowered by ${rupiahText(by, 'en')}`
    case 'share':
      return id ? `${name} kurang ${rupiahText(by, 'id')}` : `${name} short by ${rupiahText(by, 'en')}`
    case 'least-people': {
      const many = formatNumber(Math.ceil(by), language, 0)
      return id ? `${name} dikurangi ${many} orang` : `${name} lowered by ${many} people`
    }
    case 'force':
    case 'requires':
      return id ? `${name} dilepas` : `${name} given up`
    default: {
      const many = formatNumber(Math.ceil(by - 1e-6), language, 0)
      return id ? `${name} dilonggarkan ${many} usulan` : `${name} eased by ${many} proposals`
    }
  }
}
