import { describe, expect, it } from 'vitest'
import { rejectLine } from '../../../client/pages/rejects-csv.ts'
import { pathAfterSignIn } from '../../../server/pages/staff/sign-in-page.ts'

describe('the file of rows with remarks', () => {
  const reject = {
    role: 'proposals',
    file: 'a.csv',
    row: 3,
    parameter: null,
    reason: 'r',
    received: null,
    expected: null,
  }

  it('quotes commas, quotes and line breaks', () => {
    expect(rejectLine({ ...reject, received: 'a "b", c\nd' })).toBe(
      'proposals,a.csv,3,,r,"a ""b"", c\nd",\r\n',
    )
  })

  it('keeps a formula from running in a spreadsheet', () => {
    expect(rejectLine({ ...reject, received: '=HYPERLINK("http://x")' })).toContain(
      `"'=HYPERLINK(""http://x"")"`,
    )
    expect(rejectLine({ ...reject, received: '-1+cmd' })).toContain(",'-1+cmd,")
    expect(rejectLine({ ...reject, received: '-1' })).toContain(',-1,')
  })
})

describe('where signing in leads', () => {
  it('stays on our own site', () => {
    for (const foreign of [
      '//contoh.com',
      '/\\contoh.com',
      'https://contoh.com',
      'javascript:alert(1)',
      '/a"b',
      '',
    ])
      expect(pathAfterSignIn(foreign)).toBe('/impor')
    expect(pathAfterSignIn(null)).toBe('/impor')
  })

  it('goes to the page that asked for it', () => {
    expect(pathAfterSignIn('/usulan?year=2025,2026&lang=en')).toBe('/usulan?year=2025,2026&lang=en')
  })
})
