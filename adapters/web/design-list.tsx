/** Designs as a list, beside a thread and on pages of their own, each with its state and when it last moved. */
import type { DesignSummary } from '../../src/chat/contract.js'

const stateWords: Readonly<Record<string, string>> = {
  intake: 'Open',
  clarifying: 'Waiting for you',
  designing: 'Designing',
  proposed: 'Proposed',
  decided: 'Decided',
  cancelled: 'Cancelled',
  failed: 'Failed',
}

export function State({ state }: { state: string }) {
  return <span class={`state state-${state}`}>{stateWords[state] ?? state}</span>
}

/** The proposal that was decided on. */
export function Chosen({ what }: { what: string }) {
  return (
    <span class="chosen">
      <span class="hidden">Chosen: </span>
      {what}
    </span>
  )
}

/** A script puts it into the reader's own time zone and words. */
export function Time({ at, day = false }: { at: number; day?: boolean }) {
  const iso = new Date(at).toISOString()
  return (
    <time datetime={iso} {...(day && { 'data-day': '' })}>
      {day ? iso.slice(0, 10) : `${iso.slice(11, 16)} UTC`}
    </time>
  )
}

/** @param id of the one list of a page that is replaced as a whole when a design's state changes */
export function DesignList({
  designs,
  current,
  id,
}: {
  designs: readonly DesignSummary[]
  current?: string | undefined
  id?: string
}) {
  return (
    <ul class="designs" {...(id !== undefined && { id })}>
      {designs.length === 0 && <li class="empty">No designs yet.</li>}
      {designs.map((design) => (
        <li>
          <a
            href={`/t/${design.thread.thread ?? ''}`}
            {...(design.thread.thread === current && { 'aria-current': 'page' })}
          >
            <span class="design-title">{design.title}</span>
            {design.chosen !== undefined && <Chosen what={design.chosen} />}
            <span class="design-facts">
              <span class="short">{design.short}</span> <State state={design.state} />{' '}
              <Time at={design.updatedAt} day />
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
