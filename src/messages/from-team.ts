/** Answers to commands that speak of the team itself: help, usage, what may not be done, what was not understood. */
import { type CommandName, commandHelp, type ReadCommand } from '../chat/commands.js'
import { escapeText } from './inline.js'
import { heading, type OutgoingMessage, sentence, text } from './message.js'

/** A command that is not whole, or a word that is close to one. */
export function fromUnread(id: string, read: Exclude<ReadCommand, { kind: 'command' }>): OutgoingMessage {
  if (read.kind === 'unclear') return sentence(id, read.problem, 'warning')
  return sentence(
    id,
    `There is no command like that. Did you mean \`${escapeText(read.meant)}\`? To have something designed, describe it in a sentence.`,
    'warning',
  )
}

export const fromNotAllowed = (id: string, name: CommandName, who: string): OutgoingMessage =>
  sentence(id, `\`${name}\` is for ${who}. Ask one of them.`, 'warning')

/** Parts of usage and limits; 0 means: no limit. */
export interface UsageShown {
  readonly month: string
  readonly rows: readonly {
    readonly label: string
    readonly person: number
    readonly team: number
  }[]
  readonly thisHour: number
  readonly perHour: number
  readonly dollars: {
    readonly person: number
    readonly personLimit: number
    readonly team: number
    readonly teamLimit: number
  }
}

export function fromUsage(id: string, usage: UsageShown): OutgoingMessage {
  const { month, thisHour, perHour, dollars } = usage
  const hour =
    perHour === 0
      ? `${thisHour} new designs within the hour; there is no limit.`
      : `${thisHour} of ${perHour} new designs within the hour.`
  const money = `Model calls this month: $${dollars.person.toFixed(2)} of $${dollars.personLimit} for you, $${dollars.team.toFixed(2)} of $${dollars.teamLimit} for the team.`
  return {
    id,
    fallback: `Usage in ${month}: ${usage.rows.map(({ label, person, team }) => `${label} ${person} (team ${team})`).join(', ')}. ${hour} ${money}`,
    blocks: [
      heading(2, `Usage in ${month}`),
      {
        kind: 'table',
        caption: `Usage in ${month}`,
        header: ['What', 'You', 'Team'],
        align: ['left', 'right', 'right'],
        rows: usage.rows.map(({ label, person, team }) => [label, String(person), String(team)]),
      },
      text(hour),
      text(escapeText(money)),
    ],
  }
}

/** Thanks for an opinion; who misses something is told how to get it. */
export const fromOpinion = (id: string, opinion: 'useful' | 'not-useful'): OutgoingMessage =>
  sentence(
    id,
    opinion === 'useful'
      ? 'Thank you, noted.'
      : 'Noted. Say in the thread what is missing or wrong, and the design follows.',
  )

export const commandTable = () =>
  ({
    kind: 'table',
    caption: 'Commands',
    header: ['Command', 'What it does'],
    rows: commandHelp.map(({ usage, does }) => [`\`${usage.replace(/\|/g, ' | ')}\``, escapeText(does)]),
  }) as const
