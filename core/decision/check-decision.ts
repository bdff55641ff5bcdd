import { checkPortfolioDecision, type Replay } from './check-portfolio-decision.ts'
import { checkRankingDecision } from './check-ranking-decision.ts'
import { checkRaws } from './check-raws.ts'
import { digestOfInputs } from './decided-inputs.ts'
import { compare, type DecisionCheck } from './decision-check.ts'
import type { DecisionFile } from './decision-file.ts'
import { sealOf } from './make-decision.ts'

/** Computes a decision again with the code that made it, one check after another. The solver is opened only when needed. */
export async function* checkDecision(
  file: DecisionFile,
  openReplay: () => Promise<Replay>,
): AsyncGenerator<DecisionCheck> {
  yield compare('seal of the file', file.seal, await sealOf(file))
  yield compare('digest of the inputs', file.inputs.digest, await digestOfInputs(file))
  yield* checkRaws(file)
  if (file.kind === 'ranking') yield* checkRankingDecision(file)
  else yield* checkPortfolioDecision(file, await openReplay())
}
