import type { DatasetReport, ImportReport } from '../../core/api/import.ts'

const STATES: Record<DatasetReport['state'], string> = {
  loaded: 'dimuat',
  replaced: 'diperbarui',
  unchanged: 'tidak berubah',
  removed: 'dihapus',
}

/** The report in words, for the terminal: each file with its counts, what was found, and the first rejects. */
export function printReport(
  out: { write(text: string): void },
  report: ImportReport,
  computed: readonly string[],
): void {
  out.write(`${report.name} (${report.packageId})\n`)
  for (const dataset of report.datasets) {
    const counts = Object.entries(dataset.counts).filter(([, count]) => count !== 0)
    out.write(`\n${dataset.role}  ${dataset.file}  ${STATES[dataset.state]}\n`)
    if (counts.length > 0) out.write(`  ${counts.map(([name, count]) => `${name} ${count}`).join(' · ')}\n`)
    if (dataset.state === 'unchanged') continue
    for (const { severity, text } of dataset.findings)
      out.write(`  ${severity === 'warning' ? '!' : '·'} ${text}\n`)
    for (const { row, reason, received } of dataset.rejects.slice(0, 5)) {
      out.write(`  ${row === null ? '' : `baris ${row}: `}${reason}${received ? ` (${received})` : ''}\n`)
    }
  }
  out.write(
    report.changed
      ? `\nDihitung ulang: ${computed.join(', ') || 'tidak ada'}\n`
      : '\nTidak ada yang berubah: paket ini sudah dimuat sebelumnya.\n',
  )
}
