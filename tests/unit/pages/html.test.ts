import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeHtml } from '../../../core/escape-html.ts'
import { html, trusted } from '../../../server/pages/html.ts'

describe('the template of pages', () => {
  it('turns markup in a value into text', () => {
    const title = '<script>alert("1")</script> & \'2\''
    expect(html`<p title="${title}">${title}</p>`.text).toBe(
      '<p title="&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; &#39;2&#39;">&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; &#39;2&#39;</p>',
    )
  })

  it('keeps markup of its own, joins lists and leaves nothing for nothing', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`)
    expect(html`<ul>${items}${null}${undefined}${false}${0}${trusted('<hr>')}</ul>`.text).toBe(
      '<ul><li>a</li><li>&#60;b&#62;</li>0<hr></ul>',
    )
  })

  it('refuses text where escaping would not hold', () => {
    const value = 'x onload=alert(1)'
    expect(() => html`<p class=${value}>`).toThrow('needs quotes')
    expect(() => html`<p ${value}>`).toThrow('needs quotes')
    expect(() => html`<${value}>`).toThrow('needs quotes')
    expect(() => html`<p title="a" ${value}>`).toThrow('needs quotes')
  })

  it('lets our own markup stand in a tag', () => {
    expect(html`<a href="/"${html` aria-current="page"`}${null}>x</a>`.text).toBe(
      '<a href="/" aria-current="page">x</a>',
    )
  })

  it('never lets a value leave its quotes or open a tag', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const escaped = escapeHtml(value)
        expect(escaped).not.toMatch(/[<>"']/)
        expect(escaped.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toBe(
          value,
        )
      }),
    )
  })
})
