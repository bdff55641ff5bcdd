import { html } from 'lit'
import { number } from '../../i18n/format-value.ts'
import type { GroupAgreement } from './agree-live.ts'
import { groupText } from './group-words.ts'

/** What the comparison of groups says: how far they agree, on what, and pair by pair. */
export function agreementView(found: GroupAgreement, mark: (codes: readonly string[]) => void) {
  const { concordance, forAll, forSome, allCount, someCount, pairs } = found
  const word = concordance >= 0.7 ? 'strong' : concordance >= 0.4 ? 'fair' : 'weak'
  return html`<dl class="figures" role="status">
      <dt>${number(concordance, 2)}</dt>
      <dd><b>${groupText('concordance')}</b><br />${groupText('concordanceText', { text: groupText(word) })}</dd>
      <dt>${number(allCount)}</dt><dd>${groupText('all')} ${markButton(forAll, mark)}</dd>
      <dt>${number(someCount)}</dt><dd>${groupText('some')} ${markButton(forSome, mark)}</dd>
    </dl>
    <h3>${groupText('pairs')}</h3>
    <table>
      <thead><tr><th scope="col">${groupText('pair')}</th><th scope="col">${groupText('tau')}</th><th scope="col">${groupText('rho')}</th></tr></thead>
      <tbody>${pairs.map(
        ({ a, b, kendall, spearman }) =>
          html`<tr><th scope="row">${a} – ${b}</th><td>${number(kendall, 2)}</td><td>${number(spearman, 2)}</td></tr>`,
      )}</tbody>
    </table>`
}

function markButton(codes: readonly string[], mark: (codes: readonly string[]) => void) {
  return codes.length > 0
    ? html`<button class="link" type="button" @click=${() => mark(codes)}>${groupText('mark')}</button>`
    : ''
}
