import { css, html, LitElement, nothing } from 'lit'
import type { CriterionInfo } from '../../../core/api/criterion.ts'
import { date } from '../../i18n/format-value.ts'
import { languageChange, pick } from '../../i18n/translate.ts'
import { icons } from '../../panel/icons.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { isPhone } from '../../viewer/is-phone.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { criterionColour } from '../weights/criterion-colour.ts'
import { criterionFlag } from '../weights/criterion-details.ts'
import { sliderStyles } from '../weights/slider-styles.ts'
import { sourceLine } from '../weights/source-line.ts'
import { CriteriaController, NEW } from './criteria-controller.ts'
import { criteriaText } from './criteria-words.ts'

/** The dialog in which criteria are listed, added, changed and deleted. It keeps what was typed while it is closed. */
export class PuCriteria extends LitElement {
  static override properties = { plan: { attribute: false } }

  static override styles = [
    sharedStyles,
    sliderStyles,
    css`
      dialog { width: min(62rem, calc(100vw - 3rem)); height: min(50rem, calc(100dvh - 3rem)); max-width: none; max-height: none; padding: 0; border: 0; border-radius: var(--radius-l);
        background: var(--surface); color: var(--ink); box-shadow: var(--shadow); overflow: clip; }
      dialog[open] { display: grid; grid-template: auto minmax(0, 1fr) / 20rem minmax(0, 1fr); }
      dialog::backdrop { background: rgb(28 39 51 / 45%); }
      header { grid-column: 1 / -1; display: flex; align-items: center; gap: 0.5rem; padding: 0.75rem 0.75rem 0.75rem 1.25rem; border-bottom: 1px solid var(--line); }
      h2:focus-visible { outline: none; }
      h2 { flex: 1; font-size: var(--text-title); font-weight: 700; }
      .list { overflow: auto; border-inline-end: 1px solid var(--line); padding: 0.75rem; }
      .list li + li { margin-top: 0.125rem; }
      .list .one { display: grid; grid-template-columns: auto 1fr; gap: 0 0.625rem; width: 100%; text-align: start; padding: 0.5rem 0.625rem; border: 0; background: none; border-radius: var(--radius);
        font-weight: 600; line-height: 1.3; }
      .list .one:hover { background: var(--wash); }
      .list .one[aria-current] { background: var(--brand-wash); color: var(--brand-strong); }
      .list .one .note { grid-column: 2; font-weight: 400; }
      .list .add { width: 100%; margin-bottom: 0.5rem; }
      .mark { display: inline-block; margin-inline-end: 0.375rem; font-weight: 600; color: var(--warn-ink); }
      .set { margin: 0.875rem 0.625rem 0; padding-top: 0.75rem; border-top: 1px solid var(--line); line-height: 1.45; }
      .beside { margin: 0; padding: 0; border: 0; max-width: 27rem; text-align: end; }
      .below { display: none; }
      .open { overflow: auto; position: relative; }
      .none { display: grid; place-content: center; height: 100%; padding: 2rem; text-align: center; color: var(--muted); max-width: 24rem; margin: auto; }
      pu-progress-bar[shown] { display: block; margin: 0.5rem 1.25rem 0; }
      .notice { display: flex; gap: 0.75rem; align-items: center; margin: 0.75rem 1.25rem 0; padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: #e3f2ea; color: #0b5246; font-size: var(--text-small); }
      .back { display: none; }
      @media (max-width: 767px) {
        dialog { width: 100vw; height: 100dvh; border-radius: 0; }
        dialog[open] { grid-template-columns: minmax(0, 1fr); }
        header { padding: calc(var(--safe-top) + 0.25rem) 0.25rem 0.25rem 1rem; }
        .list, .open { grid-column: 1; grid-row: 2; border: 0; }
        .list { padding-bottom: calc(0.75rem + var(--safe-bottom)); }
        dialog:not(.editing) .open, dialog.editing .list { display: none; }
        .beside { display: none; }
        .below { display: block; }
        .back { display: inline-grid; margin-inline-start: -0.75rem; }
        .notice { margin-inline: 1rem; }
      }
    `,
  ]

  declare plan: Plan
  #controller: CriteriaController | null = null

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
    new Redraw(this, () => this.#controller ?? undefined)
  }

  /** Opens the dialog: at the list, or where it was closed. */
  async show(): Promise<void> {
    // An element that was only now defined has its plan after its first update.
    await this.updateComplete
    this.#controller ??= new CriteriaController(this.plan)
    this.requestUpdate()
    await this.updateComplete
    this.#dialog?.showModal()
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog')
  }

  protected override render() {
    const controller = this.#controller
    if (!controller) return nothing
    const { opened, info } = controller
    const editing = opened !== null
    const heading = opened === NEW ? criteriaText('fresh') : info ? pick(info.title) : criteriaText('title')
    return html`<dialog class=${editing ? 'editing' : ''} aria-labelledby="heading">
      <header>
        ${editing ? html`<button class="icon back" type="button" aria-label=${criteriaText('back')} title=${criteriaText('back')} @click=${() => this.#open(controller, null)}>${icons.left}</button>` : nothing}
        <h2 id="heading" tabindex="-1">${heading}</h2>
        ${this.#set('beside')}
        <button class="icon" type="button" aria-label=${criteriaText('close')} title=${criteriaText('close')} @click=${() => this.#dialog?.close()}>${icons.close}</button>
      </header>
      <nav class="list" aria-label=${criteriaText('title')}>
        <button class="button add" type="button" aria-current=${opened === NEW ? 'true' : nothing} @click=${() => this.#open(controller, NEW)}>${icons.plus} ${criteriaText('add')}
          ${controller.isUnsaved(NEW) ? html`<span class="mark">${criteriaText('unsaved')}</span>` : nothing}</button>
        ${editing ? nothing : this.#notice(controller)}
        <ul>${controller.criteria.map((criterion, place) => this.#item(controller, criterion, place))}</ul>
        ${this.#set('below')}
      </nav>
      <section class="open" aria-label=${heading}>
        ${editing ? html`<pu-criterion-form .controller=${controller}></pu-criterion-form>` : html`<p class="none">${criteriaText('none')}</p>`}
      </section>
    </dialog>`
  }

  #item(controller: CriteriaController, criterion: CriterionInfo, place: number) {
    const { key, title, direction, unit, origin } = criterion
    const mark = controller.isUnsaved(key)
      ? 'unsaved'
      : origin === 'custom'
        ? controller.isShipped(key)
          ? 'changed'
          : 'own'
        : null
    return html`<li><button class="one" type="button" style="--swatch: ${criterionColour(place)}" aria-current=${controller.opened === key ? 'true' : nothing} @click=${() => this.#open(controller, key)}>
      <i class="swatch" aria-hidden="true"></i><span>${pick(title)}${criterionFlag(criterion)}</span>
      <span class="note">${mark ? html`<span class="mark">${criteriaText(mark)}</span>` : nothing}${criteriaText(direction)} · ${pick(unit)} · ${sourceLine(criterion)}</span>
    </button></li>`
  }

  /** On a phone list and form take turns, so the focus goes to what is there now. */
  #open(controller: CriteriaController, key: string | null): void {
    controller.open(key)
    if (isPhone())
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus())
  }

  #notice(controller: CriteriaController) {
    if (!controller.notice) return nothing
    const { text, undo, again } = controller.notice
    return html`<div class="notice" role="status"><span>${text}</span>
      ${undo ? html`<button class="link" type="button" @click=${undo}>${criteriaText('undo')}</button>` : nothing}
      ${again ? html`<button class="link" type="button" @click=${again}>${criteriaText('followAgain')}</button>` : nothing}</div>
      ${controller.following ? html`<pu-progress-bar .share=${controller.followed} .label=${text} @cancel=${() => controller.stopFollowing()}></pu-progress-bar>` : nothing}`
  }

  /** The set that these began with, and that it is no regulation. */
  #set(place: 'beside' | 'below') {
    const { criterionSet } = this.plan.store.state
    if (!criterionSet) return nothing
    const { title, version } = criterionSet
    const line = criteriaText('setLine', { title: pick(title), version, date: date(criterionSet.date) })
    return html`<p class="note set ${place}">${line} ${pick(criterionSet.notice)}</p>`
  }
}
