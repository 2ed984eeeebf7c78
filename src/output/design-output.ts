/** A request, and perhaps answers, to what `ml-architect design` says of it: the data of `--json`. */
import { applyAnswer, askableIds } from '../design/asking/answers.js'
import { applyTask, taskChoices, taskQuestion, vagueQuestions } from '../design/asking/vague.js'
import { type Brief, frameworks } from '../design/brief/brief.js'
import type { Impossible, Proposal, ProposalSet } from '../design/proposal.js'
import { proposeFrom } from '../design/propose.js'
import { solve } from '../design/proposing/solve.js'
import type { Answer } from '../design/question.js'
import { questionsFrom } from '../design/questions.js'
import { judged, type Request, readRequest } from '../design/request.js'
import { BadInput } from '../errors.js'
import { blueprint } from '../messages/blueprint.js'
import { declineSentence } from '../messages/from-conversation.js'
import { renderMarkdown } from '../messages/markdown.js'
import { type DesignOutput, designOutputSchema } from './design-json.js'

export interface DesignRequest {
  readonly text: string
  readonly answers: readonly Answer[]
  readonly framework?: string
}

/** What is printed as JSON, and what it was made from where something was designed. */
export interface Designed {
  readonly output: DesignOutput
  readonly set?: ProposalSet
  readonly impossible?: Impossible
}

/** Throws BadInput for an empty request, an unknown framework, an unknown question or an answer that says nothing. */
export function design({ text, answers, framework }: DesignRequest): Designed {
  const request = withAnswers(withFramework(readRequest(text), framework), answers)
  switch (request.kind) {
    case 'declined':
      return declined(request)
    case 'vague':
      return vague(request)
    case 'design': {
      const settled = answers.map(({ question }) => question)
      return designed(request, settled)
    }
  }
}

export const nothingFits = 'Nothing can be built within what was asked for.'

const nothing = {
  brief: null,
  notes: [],
  flags: [],
  questions: [],
  proposals: [],
  rejected: [],
  recommended: null,
  recommendation: null,
}

type Open = Exclude<Request, { kind: 'declined' }>

function declined(request: Extract<Request, { kind: 'declined' }>): Designed {
  const message = declineSentence(request)
  if (request.reason === 'empty') throw new BadInput(message)
  return { output: designOutputSchema.parse({ ...nothing, outcome: 'declined', message }) }
}

function vague({ brief, notes }: Open): Designed {
  const message =
    'A model is wanted, but not said for what. Nothing can be designed before the first question has an answer.'
  const questions = vagueQuestions(brief)
  return {
    output: designOutputSchema.parse({ ...nothing, outcome: 'questions', message, brief, notes, questions }),
  }
}

function designed({ brief, notes }: Open, settled: readonly string[]): Designed {
  const solution = solve(brief)
  const result = proposeFrom(brief, solution, notes)
  const questions = questionsFrom(brief, solution, settled)
  const known = { ...nothing, brief: solution.brief, notes, questions }
  if (result.kind === 'impossible') {
    const { flags, rejected } = result.impossible
    const conflict = flags.find(({ severity }) => severity === 'block')
    const why = conflict ? ` ${conflict.conflict} ${conflict.arithmetic}` : ''
    const message = `${nothingFits}${why}`
    const output = designOutputSchema.parse({ ...known, outcome: 'declined', message, flags, rejected })
    return { output, impossible: result.impossible }
  }
  const { set } = result
  const best = set.proposals.find(({ id }) => id === set.recommendation.id)
  const output = designOutputSchema.parse({
    ...known,
    outcome: 'proposed',
    message: proposedMessage(set, best?.name, questions.length),
    flags: set.flags,
    proposals: set.proposals.map((proposal) => proposalJson(proposal, set)),
    rejected: set.rejected,
    recommended: best?.name,
    recommendation: set.recommendation,
  })
  return { output, set }
}

function proposedMessage({ proposals }: ProposalSet, best: string | undefined, open: number): string {
  const count = `${proposals.length} ${proposals.length === 1 ? 'proposal' : 'proposals'}`
  const rest =
    open === 0
      ? ''
      : ` ${open === 1 ? 'One question is' : `${open} questions are`} open; the proposals rest on the defaults.`
  return `${count}, recommended: ${best ?? 'none'}.${rest}`
}

/** A proposal under the names that other programs know: `estimate` for its figures, and the blueprint as text. */
export function proposalJson({ figures, ...rest }: Proposal, set: ProposalSet) {
  const markdown = renderMarkdown(blueprint({ figures, ...rest }, set.proposals))
  return { ...rest, estimate: figures, markdown }
}

function withFramework(request: Request, framework: string | undefined): Request {
  if (framework === undefined || request.kind === 'declined') return request
  const known = frameworks.find((name) => name === framework.toLowerCase())
  if (!known)
    throw new BadInput(`--framework is one of ${frameworks.join(', ')}. Received: ${shown(framework)}`)
  const fact = { value: known, source: 'stated' as const, words: `--framework ${known}` }
  const constraints = { ...request.brief.constraints, framework: fact }
  return { ...request, brief: { ...request.brief, constraints } }
}

/** One after the other: an answer for the target may make a problem of a vague request, or of another field. */
function withAnswers(request: Request, answers: readonly Answer[]): Request {
  return answers.reduce<Request>(
    (known, answer) =>
      known.kind === 'declined' ? known : judged(withAnswer(known.brief, answer), known.notes),
    request,
  )
}

function withAnswer(brief: Brief, answer: Answer): Brief {
  const said = answer.words ?? answer.choice ?? ''
  if (answer.question === taskQuestion) {
    const applied = applyTask(brief, said)
    if (applied) return applied
    throw new BadInput(
      `--answer ${taskQuestion}=… is one of ${taskChoices.join(', ')}. Received: ${shown(said)}`,
    )
  }
  const applied = applyAnswer(brief, answer)
  if (applied.ok) return applied.brief
  const known = [taskQuestion, ...askableIds].join(', ')
  if (applied.problem === 'unknown-question')
    throw new BadInput(
      `--answer names a question by its id, one of ${known}. Received: ${shown(answer.question)}`,
    )
  throw new BadInput(
    `--answer ${answer.question}=… takes the id of a choice or words that say the fact${applied.choices.length > 0 ? ` (${applied.choices.join(', ')})` : ''}. Received: ${shown(said)}. Questions that can be answered: ${known}.`,
  )
}

/** What somebody typed, short and on one line. */
const shown = (words: string) => JSON.stringify(words.length > 60 ? `${words.slice(0, 57)}...` : words)
