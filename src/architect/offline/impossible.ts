/** That nothing can be built, said with its reasons: the conflict first, then the ways out, then family by family. */
import type { Impossible } from '../../design/proposal.js'
import { bullets, literal } from './prose.js'

export function sayImpossible({ flags, rejected }: Impossible): string {
  const conflicts = flags.map(
    ({ conflict, arithmetic, waysOut }) =>
      `**${literal(conflict)}** ${literal(arithmetic)}\n${bullets(waysOut.map(literal))}`,
  )
  return [
    'Nothing can be built within what you said, so there is no proposal to show.',
    ...conflicts,
    `**Why, family by family**\n${bullets(rejected.map(({ name, reason }) => `${literal(name)}: ${literal(reason)}`))}`,
    'Change a fact in this thread and I design again.',
  ].join('\n\n')
}
