/** The menu in a thread's bar: the outline where the side does not show it, and what can be done with the design. */
import { Outline, type PageContext } from './layout.js'

/** What the menu's buttons say for the person who presses them, as if typed in the thread. */
export const menuCommands = ['export', 'cancel', 'forget'] as const

const labels: Readonly<Record<(typeof menuCommands)[number], string>> = {
  export: 'Export as files',
  cancel: 'Cancel this design',
  forget: 'Forget this design…',
}

export function Menu({ thread, page }: { thread: string; page: PageContext }) {
  const action = `/t/${thread}/command`
  return (
    <details class="menu">
      <summary>
        <span class="hidden">Menu of this design</span>
        <span aria-hidden="true">☰</span>
      </summary>
      <div class="menu-sheet">
        <div class="phone-only">
          <Outline />
        </div>
        <form method="post" action={action} hx-post={action} hx-swap="none">
          <input type="hidden" name="csrf" value={page.formToken} />
          <input type="hidden" name="event" value={page.newEventId()} />
          {menuCommands.map((command) => (
            <button type="submit" class="menu-item" name="command" value={command}>
              {labels[command]}
            </button>
          ))}
        </form>
      </div>
    </details>
  )
}
