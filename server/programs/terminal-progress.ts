/** A progress bar on one line of a terminal; plain lines, one a step, where the output is no terminal. */
export function terminalProgress(stream: NodeJS.WriteStream): {
  show(step: string, share: number): void
  end(): void
} {
  const WIDTH = 24
  let lastStep = ''
  let lastShare = 0
  return {
    show(step, share) {
      if (Number.isFinite(share)) lastShare = Math.min(1, Math.max(0, share))
      if (!stream.isTTY) {
        if (step !== lastStep) stream.write(`  ${Math.round(lastShare * 100)} % ${step}\n`)
        lastStep = step
        return
      }
      const filled = Math.round(lastShare * WIDTH)
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
      stream.write(`\r\x1b[2K  ${bar} ${String(Math.round(lastShare * 100)).padStart(3)} % ${step}`)
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[2K')
    },
  }
}
