/** Hands a file to the browser to keep. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads it after this turn; a slow phone may take its time over a large one.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
