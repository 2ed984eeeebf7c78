/** Contradictions as blocks: the conflict with its arithmetic, then the ways out. */
import type { Flag } from '../design/brief/flag.js'
import { escapeText } from './inline.js'
import { list, type MessageBlock, text } from './message.js'

export function flagBlocks(flags: readonly Flag[]): MessageBlock[] {
  return flags.flatMap((flag) => [
    text(`**${escapeText(flag.conflict)}** ${escapeText(flag.arithmetic)}`, 'warning'),
    ...(flag.waysOut.length > 0 ? [list(flag.waysOut.map((way) => escapeText(way)))] : []),
  ])
}
