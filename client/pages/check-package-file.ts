import { formatNumber } from '../../core/proposal/format.ts'
import { importWords as words } from './import-words.ts'
import { pageLanguage, say } from './language.ts'

/** What is wrong with a chosen file before it is sent, in words; null when it may be sent. */
export function packageFileFault(
  { name, size }: Pick<File, 'name' | 'size'>,
  mostBytes: number,
): string | null {
  if (size === 0) return say(words.emptyFile, { name })
  if (size > mostBytes) return say(words.tooLarge, { name, size: sizeText(size), most: sizeText(mostBytes) })
  return null
}

/** A size as a person says it: "592 kB", "1,4 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} kB`
  const value = bytes / 1024 / 1024
  return `${formatNumber(value, pageLanguage(), value < 10 ? 1 : 0)} MB`
}
