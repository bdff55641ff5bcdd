import { isAbort } from '../api/problem-response.ts'

const SHOWN_MS = 4000

/** Hands the page's canonical address to the phone's share sheet, or copies it and says so on the button. */
export async function share(button: HTMLButtonElement): Promise<void> {
  const url = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href ?? location.href
  const title = document.querySelector('h1')?.textContent ?? document.title
  if (navigator.share && matchMedia('(pointer: coarse)').matches) {
    await navigator.share({ title, url }).catch((error: unknown) => {
      if (!isAbort(error)) throw error
    })
    return
  }
  const label = button.querySelector('span')
  // Without a secure origin there is no clipboard: then the address itself is shown to be copied.
  const copied = navigator.clipboard
    ? await navigator.clipboard.writeText(url).then(
        () => true,
        () => false,
      )
    : false
  if (!label) return
  const before = label.textContent
  label.textContent = copied ? (button.dataset.done ?? '') : url
  const said = document.querySelector('[data-said]')
  if (said) said.textContent = label.textContent
  if (copied)
    setTimeout(() => {
      label.textContent = before
    }, SHOWN_MS)
}
