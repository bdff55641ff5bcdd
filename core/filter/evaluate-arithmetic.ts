import type { Arithmetic } from './filter-tree.ts'

/** A number of two; null where one is none, or where there is no finite answer. */
export function evaluateArithmetic(operator: Arithmetic, left: unknown, right: unknown): number | null {
  if (typeof left !== 'number' || typeof right !== 'number') return null
  const value = compute(operator, left, right)
  return Number.isFinite(value) ? value : null
}

function compute(operator: Arithmetic, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
    case 'div':
      return Math.trunc(a / b)
    case '^':
      return a ** b
  }
}
