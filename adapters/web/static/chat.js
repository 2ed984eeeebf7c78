/**
 * What a page does beyond plain forms: Enter sends, new messages come into view, times are the reader's own, and
 * words stay in the box when the server cannot be reached. Everything else works without this file.
 */

const nearEnd = 160
const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)')

function showTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime)
    if (Number.isNaN(at.valueOf())) continue
    const today = new Date().toDateString() === at.toDateString()
    time.textContent =
      today || !('day' in time.dataset)
        ? at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
        : at.toLocaleDateString([], { day: 'numeric', month: 'short' })
    time.title = at.toLocaleString()
  }
}

function isAtEnd() {
  const page = document.scrollingElement
  return page.scrollHeight - page.scrollTop - page.clientHeight < nearEnd
}

function scrollTo(element, block) {
  element?.scrollIntoView({ behavior: reducedMotion.matches ? 'auto' : 'smooth', block })
}

function notice(words) {
  const line = document.getElementById('composer-notice')
  if (line) line.textContent = words
}

document.addEventListener('keydown', (event) => {
  const box = event.target
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  if (!(box instanceof HTMLTextAreaElement) || !box.form?.classList.contains('composer')) return
  event.preventDefault()
  if (!box.readOnly) box.form.requestSubmit()
})

// While the words are on their way nothing more is typed behind them: the answer replaces the box.
document.addEventListener('htmx:before:request', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.classList.contains('composer')) return
  form.elements.text.readOnly = true
  form.setAttribute('aria-busy', 'true')
})
document.addEventListener('htmx:finally:request', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.classList.contains('composer')) return
  form.elements.text.readOnly = false
  form.removeAttribute('aria-busy')
})
document.addEventListener('htmx:error', (event) => {
  if (event.target instanceof HTMLFormElement)
    notice(
      'ml-architect cannot be reached, so nothing was sent. Your words are still here: try again in a moment.',
    )
})

// A new message comes into view from its beginning, unless the reader has scrolled away to read something else.
let wasAtEnd = true
let firstNew
document.addEventListener('htmx:sse:before:message', () => {
  wasAtEnd = isAtEnd()
  firstNew = undefined
})
document.addEventListener('htmx:after:settle', (event) => {
  showTimes(event.target)
  if (event.target.id !== 'log') return
  firstNew ??= event.detail.newContent?.find((node) => node instanceof Element)
})
document.addEventListener('htmx:sse:after:message', () => {
  if (firstNew && wasAtEnd) scrollTo(firstNew, 'start')
})

document.addEventListener('DOMContentLoaded', () => {
  showTimes(document)
  const lines = document.querySelectorAll('#log > .line')
  const last = lines[lines.length - 1]
  if (last && !location.hash) last.scrollIntoView({ block: 'start' })
})
