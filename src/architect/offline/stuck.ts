/** Talk where nothing could be built: what stands in the way is said again in short, and a change designs again. */
import type { Brief } from '../../design/brief/brief.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import type { Impossible } from '../../design/proposal.js'
import { proposeFrom } from '../../design/propose.js'
import { solve } from '../../design/proposing/solve.js'
import { judged } from '../../design/request.js'
import type { Step, UserEntry } from '../architect.js'
import { amended } from './changes.js'
import { propose } from './design.js'
import { sayConflicts } from './impossible.js'
import { namedFamilies, tokensOf } from './mentions.js'
import { courtesyOf } from './small-talk.js'
import { meaning } from './terms.js'
import { whyLeft } from './why.js'
import { beginning, sentences } from './words.js'

const asks = /^\W*(why|warum|wieso|pourquoi|por que|what|which|how|is|are|welche\w*|was|que|quel\w*)\b/

/** @param brief a problem of a field, for which nothing could be built */
export function unstick(brief: Brief, fresh: readonly UserEntry[]): Step {
  const said = fresh.flatMap(({ text }) => sentences(text))
  const questions = said.filter(
    (sentence) => asks.test(beginning(sentence)) && namedFamilies(tokensOf(sentence)).length > 0,
  )
  const rest = said.filter((sentence) => !questions.includes(sentence)).join(' ')
  const change = amended(rest, { brief }, true)
  if (change && !sameFacts(change.brief, brief)) {
    const request = judged(change.brief, change.notes)
    return propose(request.brief, request.notes)
  }
  const result = proposeFrom(brief, solve(brief))
  if (result.kind === 'set') return propose(brief, [])
  return { kind: 'say', text: inWords(questions, rest, result.impossible) }
}

function inWords(questions: readonly string[], rest: string, { flags, rejected }: Impossible): string {
  const named = questions.flatMap((sentence) => namedFamilies(tokensOf(sentence)))
  const term = meaning(beginning(rest))
  const answers = [...named.map((family) => whyLeft(family, rejected)), ...(term ? [term] : [])]
  if (answers.length > 0) return answers.join('\n\n')
  const now = ['Nothing can be built as it stands; say what may change.', ...sayConflicts(flags)].join('\n\n')
  return courtesyOf(rest, now) ?? now
}
