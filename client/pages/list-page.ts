// The form works without this: it closes an open menu on Escape and on a click elsewhere.
const menus = [...document.querySelectorAll<HTMLDetailsElement>('.chip')]

document.addEventListener('click', ({ target }) => {
  const clicked = target instanceof Node ? target : null
  for (const menu of menus) if (menu.open && !menu.contains(clicked)) menu.open = false
})

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  const open = menus.find((menu) => menu.open)
  if (!open) return
  open.open = false
  open.querySelector('summary')?.focus()
})
