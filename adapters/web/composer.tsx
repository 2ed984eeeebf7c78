/** The message box, of the first page and of threads; its answer to a post replaces it. */
import type { PageContext } from './layout.js'

/** What the box of a form says about the last try. */
export interface BoxState {
  readonly text: string
  /** Kept while the words were not taken, so that they cannot be taken twice. */
  readonly event: string
  /** Why the words are still in the box. */
  readonly problem?: string
}

/** The message box; its answer to a post replaces it. */
function Composer({
  action,
  label,
  placeholder,
  submit,
  box,
  page,
  large = false,
}: {
  action: string
  label: string
  placeholder: string
  submit: string
  box: BoxState
  page: PageContext
  large?: boolean
}) {
  return (
    <form
      id="composer"
      class={large ? 'composer large' : 'composer'}
      method="post"
      action={action}
      hx-post={action}
      hx-swap="outerHTML"
    >
      <input type="hidden" name="csrf" value={page.formToken} />
      <input type="hidden" name="event" value={box.event} />
      <NoticeLine problem={box.problem} />
      <label for="text" class={large ? '' : 'hidden'}>
        {label}
      </label>
      <div class="composer-row">
        <textarea
          id="text"
          name="text"
          rows={large ? 3 : 1}
          placeholder={placeholder}
          required
          autocomplete="off"
          aria-describedby="composer-hint"
        >
          {box.text}
        </textarea>
        <button type="submit" class="button primary send">
          {submit}
        </button>
      </div>
      <p class="composer-hint" id="composer-hint">
        Enter sends, Shift + Enter begins a new line.
      </p>
    </form>
  )
}

/** Why something was not taken; empty while all was. */
export function NoticeLine({ problem = '' }: { problem?: string | undefined }) {
  return (
    <p class="notice" id="composer-notice" role="alert">
      {problem}
    </p>
  )
}

export function HomeComposer({ box, page }: { box: BoxState; page: PageContext }) {
  return (
    <Composer
      action="/"
      label="Your problem"
      placeholder="Forecast daily demand for 200 products, 4 weeks ahead…"
      submit="Design"
      box={box}
      page={page}
      large
    />
  )
}

export function ThreadComposer({ thread, box, page }: { thread: string; box: BoxState; page: PageContext }) {
  return (
    <Composer
      action={`/t/${thread}`}
      label="Message"
      placeholder="What if we only have one T4?"
      submit="Send"
      box={box}
      page={page}
    />
  )
}

/** A sentence for the line above the message box, for posts that replace nothing. */
export function Notice({ problem }: { problem: string }) {
  return (
    <hx-partial hx-target="#composer-notice" hx-swap="innerHTML">
      {problem === '' ? <span></span> : <span>{problem}</span>}
    </hx-partial>
  )
}
