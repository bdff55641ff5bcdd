import type { Value } from '../../../core/filter/filter-tree.ts'
import { bound, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { type FilterScope, wrongType } from './filter-scope.ts'

type Operation = Extract<Value, { kind: 'arithmetic' }>

const LARGEST_EXPONENT = 8

/**
 * Arithmetic over numeric. Division by zero and what has no value is null, so that no row's value can fail the query;
 * with the bounds on operations and exponents no result leaves numeric's range.
 */
export function compileArithmetic(
  operation: Operation,
  compile: (operand: Value) => SqlFragment,
  scope: FilterScope,
): SqlFragment {
  if (operation.operator === '^') return compilePower(operation, compile, scope)
  const [left, right] = [compile(operation.left), compile(operation.right)]
  switch (operation.operator) {
    case '+':
      return sql`(${left} + ${right})`
    case '-':
      return sql`(${left} - ${right})`
    case '*':
      return sql`(${left} * ${right})`
    case '/':
      return sql`(${left} / nullif(${right}, 0))`
    case 'div':
      return sql`div(${left}, nullif(${right}, 0))`
    default:
      return sql`mod(${left}, nullif(${right}, 0))`
  }
}

function compilePower(
  { left, right }: Operation,
  compile: (operand: Value) => SqlFragment,
  scope: FilterScope,
): SqlFragment {
  const exponent = right.kind === 'number' ? right.value : Number.NaN
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > LARGEST_EXPONENT)
    throw wrongType(scope, right, `a whole exponent from 0 to ${LARGEST_EXPONENT}`)
  if (hasPower(left)) throw wrongType(scope, left, 'a base without a power of its own')
  return sql`power(${compile(left)}, ${bound(exponent, 'numeric')})`
}

function hasPower(value: Value): boolean {
  if (value.kind !== 'arithmetic') return false
  return value.operator === '^' || hasPower(value.left) || hasPower(value.right)
}
