/** That nothing can be built, said with its reasons: the conflict first, then the ways out, then family by family. */
import type { Flag } from '../../design/brief/flag.js'
import type { Impossible } from '../../design/proposal.js'
import { sharedReasons } from '../../design/proposing/reasons.js'
import { bullets, literal } from './prose.js'

export function sayImpossible({ flags, rejected }: Impossible): string {
  const reasons = sharedReasons(rejected).map(
    ({ names, reason }) => `${literal(names.join(', '))}: ${literal(reason)}`,
  )
  return [
    'Nothing can be built within what you said, so there is no proposal to show.',
    ...sayConflicts(flags),
    `**Why, family by family**\n${bullets(reasons)}`,
    'Change a fact in this thread and I design again.',
  ].join('\n\n')
}

/** Each conflict with its arithmetic and the ways out of it. */
export const sayConflicts = (flags: readonly Flag[]): string[] =>
  flags.map(
    ({ conflict, arithmetic, waysOut }) =>
      `**${literal(conflict)}** ${literal(arithmetic)}\n${bullets(waysOut.map(literal))}`,
  )
