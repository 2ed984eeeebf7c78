/** The menu in a thread's bar: the outline where the side does not show it, and what can be done with the design. */
import { Outline, type PageContext } from './layout.js'

/** What the menu's buttons say for the person who presses them, as if typed in the thread. */
export const menuCommands = ['export', 'cancel', 'forget'] as const

const labels: Readonly<Record<(typeof menuCommands)[number], string>> = {
  export: 'Export as files',
  cancel: 'Cancel this design',
  forget: 'Forget this design…',
}

interface MenuProps {
  readonly thread: string
  readonly page: PageContext
}

export function Menu({ thread, page }: MenuProps) {
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
        <MenuForm thread={thread} page={page} />
      </div>
    </details>
  )
}

/** Sent anew after each press, so that the same can be pressed again. */
export function MenuForm({ thread, page }: MenuProps) {
  const action = `/t/${thread}/command`
  return (
    <form id="menu-form" method="post" action={action} hx-post={action} hx-swap="none">
      <input type="hidden" name="csrf" value={page.formToken} />
      <input type="hidden" name="event" value={page.newEventId()} />
      {menuCommands.map((command) => (
        <button type="submit" class="menu-item" name="command" value={command}>
          {labels[command]}
        </button>
      ))}
    </form>
  )
}
