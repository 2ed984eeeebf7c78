/** The week of a team: what was designed and what was decided. */
import { nameOf } from './from-decision.js'
import { dayOf, type ListedDesign, listedRows } from './from-designs.js'
import { escapeText } from './inline.js'
import { heading, list, type OutgoingMessage, text } from './message.js'

export interface Week {
  /** ms since 1970. */
  readonly from: number
  readonly to: number
  /** Designs that began or went on in the week, newest first. */
  readonly designs: readonly ListedDesign[]
}

/** The most that are listed. */
const shown = 10

export function fromDigest(id: string, { from, to, designs }: Week): OutgoingMessage {
  const decided = designs.filter(
    ({ view: { decision } }) => decision && decision.at >= from && decision.at < to,
  )
  const waiting = designs.filter(({ state }) => state === 'clarifying')
  const title = `Designs of the week to ${dayOf(to)}`
  const counts = [
    count(designs.length, 'design'),
    count(decided.length, 'decision'),
    ...(waiting.length > 0 ? [`${waiting.length} waiting for an answer`] : []),
  ].join(', ')
  return {
    id,
    fallback: `${title}: ${counts}. ${designs.map(({ view }) => `${view.short} ${view.title}`).join('; ')}`,
    about: designs.map(({ view }) => view.session),
    blocks: [
      heading(2, title),
      text(counts),
      ...(decided.length > 0
        ? [
            text('**Decided**'),
            list(
              decided.flatMap(({ view: { short, title: problem, decision } }) =>
                decision
                  ? [
                      `**${escapeText(short)}** ${escapeText(problem)}: ${escapeText(`${decision.proposal} ${decision.name}`)}, by ${escapeText(nameOf(decision.by))}${decision.why ? ` (${escapeText(decision.why)})` : ''}`,
                    ]
                  : [],
              ),
            ),
          ]
        : []),
      listedRows('Designs of the week', designs.slice(0, shown)),
      ...(designs.length > shown
        ? [text(`And ${designs.length - shown} more: \`history\` lists them.`, 'muted')]
        : []),
    ],
  }
}

const count = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`
