/**
 * The outline of a thread: links to its messages, made from the titles they carry, as they come and change. In the
 * side of a wide page, in a menu of the bar on a narrow one; only what is seen is filled in.
 */

const wide = matchMedia('(min-width: 62rem)')

function showOutline() {
  const titled = [...document.querySelectorAll('#log > [data-outline]')]
  for (const outline of document.querySelectorAll('.outline')) {
    const menu = outline.closest('details')
    const isSeen = menu ? menu.open : wide.matches
    outline.hidden = titled.length < 2
    outline.querySelector('ol')?.replaceChildren(...(isSeen ? titled.map(linkTo) : []))
  }
}

function linkTo(line) {
  const link = document.createElement('a')
  link.href = `#${line.id}`
  link.textContent = line.dataset.outline
  const item = document.createElement('li')
  item.append(link)
  if ('part' in line.dataset) item.className = 'part'
  return item
}

const closeMenus = (isLeft) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (isLeft(menu)) menu.open = false
}

// A menu that was used, or left, closes.
document.addEventListener('click', ({ target }) =>
  closeMenus((menu) => !menu.contains(target) || target.closest('a, button') !== null),
)
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') closeMenus(() => true)
})

document.addEventListener('toggle', showOutline, { capture: true })
document.addEventListener('DOMContentLoaded', showOutline)
document.addEventListener('htmx:sse:after:message', showOutline)
wide.addEventListener('change', showOutline)
