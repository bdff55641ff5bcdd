/**
 * Takes header and footer of the page from the server again, where they name the district: an import may have put another in its
 * place. What is between them stays as it is. Without a connection they stay as they are.
 */
export async function renewFrame(): Promise<void> {
  const answer = await fetch(location.href).catch(() => null)
  if (!answer?.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of ['header.site', 'footer']) {
    const made = fresh.querySelector(`body > ${part}`)
    if (made) document.querySelector(`body > ${part}`)?.replaceWith(document.adoptNode(made))
  }
}
