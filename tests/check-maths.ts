import { mathsCases } from '../core/maths-cases/maths-cases.ts'
import { checkCases } from '../server/maths/check-cases.ts'

/** Prints every reference case with expected beside actual; the exit code is 1 if any misses its digits. */
const { cases, solver } = await checkCases(() => {})
const misses = cases.filter(({ passed }) => !passed)
for (const { name, source, expected, digits, id } of mathsCases) {
  const { actual = [], passed = false, fault = null } = cases.find((checked) => checked.id === id) ?? {}
  const show = (values: readonly number[]) => values.map((value) => shorten(value, digits)).join('  ')
  process.stdout.write(`${passed ? 'ok  ' : 'MISS'} ${name}\n     ${source}\n`)
  process.stdout.write(`     expected  ${show(expected)}\n     actual    ${fault ?? show(actual)}\n`)
}
process.stdout.write(
  `${cases.length - misses.length} of ${cases.length} cases agree to their digits (${solver}).\n`,
)
process.exitCode = misses.length > 0 ? 1 : 0

function shorten(value: number, digits: number): string {
  return value.toFixed(Math.min(digits + 1, 12)).replace(/\.?0+$/, '')
}
