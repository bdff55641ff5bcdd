import { runCase } from '../core/maths-cases/maths-case.ts'
import { mathsCases } from '../core/maths-cases/maths-cases.ts'
import { openHighs } from '../server/prioritise/open-highs.ts'

/** Prints every reference case with expected beside actual; the exit code is 1 if any misses its digits. */
const { solve, version } = await openHighs()
let misses = 0
for (const mathsCase of mathsCases) {
  const { actual, passed } = runCase(mathsCase, solve)
  if (!passed) misses++
  process.stdout.write(`${passed ? 'ok  ' : 'MISS'} ${mathsCase.name}\n     ${mathsCase.source}\n`)
  const show = (values: readonly number[]) =>
    values.map((value) => shorten(value, mathsCase.digits)).join('  ')
  process.stdout.write(`     expected  ${show(mathsCase.expected)}\n     actual    ${show(actual)}\n`)
}
process.stdout.write(
  `${mathsCases.length - misses} of ${mathsCases.length} cases agree to their digits (${version}).\n`,
)
process.exitCode = misses > 0 ? 1 : 0

function shorten(value: number, digits: number): string {
  return value.toFixed(Math.min(digits + 1, 12)).replace(/\.?0+$/, '')
}
