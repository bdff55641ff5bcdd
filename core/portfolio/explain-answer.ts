import type { Bilingual } from '../criteria/criterion.ts'
import { formatRupiah } from '../proposal/format.ts'
import { isYearCeiling } from './one-budget.ts'
import type { PortfolioProblem, PortfolioStatus } from './portfolio.ts'
import type { Solved } from './solve-exactly.ts'

/** One sentence that says what the answer is, and why it is empty when it is. */
export function explainAnswer(problem: PortfolioProblem, status: PortfolioStatus, best: Solved): Bilingual {
  if (problem.items.length === 0) {
    return { id: 'Belum ada usulan untuk dipilih.', en: 'There are no proposals to choose from.' }
  }
  if (status === 'nothing-to-choose') {
    return {
      id: 'Tidak satu pun usulan memiliki biaya, jadi tidak ada yang dapat dipilih.',
      en: 'None of the proposals has a cost, so none can be chosen.',
    }
  }
  if (status === 'infeasible') {
    return {
      id: 'Syarat-syarat ini tidak dapat dipenuhi bersama; lihat yang saling bertentangan.',
      en: 'These conditions cannot all be met; see which of them conflict.',
    }
  }
  if (best.chosen === null && status === 'failed') return failedWithout
  if (best.chosen === null) {
    return {
      id: 'Waktu habis sebelum satu pilihan pun ditemukan; beri waktu lebih lama.',
      en: 'Time ran out before any choice was found; allow more time.',
    }
  }
  if (!best.chosen.includes(true)) return explainEmpty(problem)
  return explainFound(status, best)
}

const failedWithout = {
  id: 'Pemecah gagal pada angka-angka ini sebelum menemukan pilihan; waktu lebih lama tidak menolong. Periksa biaya yang tidak wajar, atau ubah sedikit pagunya.',
  en: 'The solver failed on these figures before it found a choice; more time would not help. Look for odd costs, or change the budget a little.',
}

function explainFound(status: PortfolioStatus, { proof, gap }: Solved): Bilingual {
  const [id, en] = [percent(gap).replace('.', ','), percent(gap)]
  if (status === 'failed') {
    return {
      id: `Pemecah gagal sebelum selesai: pilihan ini paling jauh ${id} di bawah yang terbaik.`,
      en: `The solver failed before it was done: this choice is at most ${en} below the best.`,
    }
  }
  if (status !== 'optimal') {
    return {
      id: `Waktu habis: pilihan ini paling jauh ${id} di bawah yang terbaik.`,
      en: `Time ran out: this choice is at most ${en} below the best.`,
    }
  }
  return proof === 'exact'
    ? {
        id: 'Terbukti terbaik: tidak ada pilihan lain yang lebih bernilai.',
        en: 'Proven best: no choice is worth more.',
      }
    : {
        id: 'Terbaik menurut pemecah, dihitung dalam dua satuan; terlalu besar untuk dibuktikan dengan bilangan bulat.',
        en: 'Best by the solver, reckoned in two units; too large to be proven in whole numbers.',
      }
}

function explainEmpty({ items, constraints }: PortfolioProblem): Bilingual {
  const budgets = constraints.flatMap((c) =>
    c.kind === 'ceiling' && Object.keys(c.where).length === 0 ? [c.limitRupiah] : [],
  )
  // Over several years it is enough that one of them holds it.
  const ofYears = constraints.flatMap((c) => (isYearCeiling(c) ? [c.limitRupiah] : []))
  const budget = Math.min(...budgets, ...(ofYears.length > 0 ? [Math.max(...ofYears)] : []))
  const cheapest = Math.min(...items.map((i) => i.costRupiah).filter((cost) => !Number.isNaN(cost)))
  return budget < cheapest
    ? {
        id: `Pagu ${formatRupiah(budget)} lebih kecil daripada usulan termurah, ${formatRupiah(cheapest)}.`,
        en: `The budget of ${formatRupiah(budget, 'en')} is below the cheapest proposal, ${formatRupiah(cheapest, 'en')}.`,
      }
    : {
        id: 'Pilihan terbaik adalah tidak mendanai apa pun: tidak ada usulan yang muat atau bernilai.',
        en: 'The best choice is to fund nothing: no proposal fits or is worth anything.',
      }
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)}\u00a0%`
}
