/**
 * What a page does beyond plain forms: Enter sends, new messages and answers come into view, times are the reader's
 * own, and words stay in the box when the server cannot be reached. Everything else works without this file.
 */

// Nine o'clock is the reader's own, once the server knows where that is.
const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
if (timeZone)
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is there in secure contexts only.
  document.cookie = `ml-architect-time-zone=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; SameSite=Strict`

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
// An answer that took the pressed button away is where reading goes on.
document.addEventListener('htmx:finally:request', () => {
  if (document.activeElement === document.body)
    document.getElementById('answer')?.focus({ preventScroll: true })
})
document.addEventListener('htmx:error', (event) => {
  if (event.target instanceof HTMLFormElement)
    notice(
      'ml-architect cannot be reached, so nothing was sent. Your words are still here: try again in a moment.',
    )
})

// The live connection comes back by itself; until then the reader knows why nothing new appears.
function offline(words) {
  const line = document.getElementById('offline')
  if (line) line.textContent = words
}
document.addEventListener('htmx:sse:error', () =>
  offline('Not connected to ml-architect. What was said is kept; new messages appear when it is back.'),
)
document.addEventListener('htmx:sse:after:connection', () => offline(''))

// After what the reader said last, the answer comes into view from there, and stays: the messages of one answer
// arrive one by one and must not pull the page along. Whoever scrolls away is left where they are.
let following = true

/** The reader's newest post, or the newest line where there is none. */
function newestTurn() {
  const lines = [...document.querySelectorAll('#log > .line')]
  return lines.findLast((line) => line.classList.contains('mine')) ?? lines.at(-1)
}

function showNewestTurn(behavior) {
  newestTurn()?.scrollIntoView({ behavior: reducedMotion.matches ? 'auto' : behavior, block: 'start' })
}

for (const kind of ['wheel', 'touchmove'])
  document.addEventListener(kind, () => (following = false), { passive: true })
document.addEventListener('keydown', (event) => {
  if (['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown'].includes(event.key)) following = false
})
document.addEventListener('submit', () => (following = true), { capture: true })
document.addEventListener('htmx:after:settle', (event) => showTimes(event.target))
document.addEventListener('htmx:sse:after:message', () => {
  if (following) showNewestTurn('smooth')
})

document.addEventListener('DOMContentLoaded', () => {
  showTimes(document)
  const answer = document.getElementById('answer')
  if (answer)
    new MutationObserver(() =>
      answer.scrollIntoView({ behavior: reducedMotion.matches ? 'auto' : 'smooth', block: 'nearest' }),
    ).observe(answer, { childList: true })
  if (!location.hash) showNewestTurn('auto')
})
