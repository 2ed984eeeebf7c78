/** A case held as a conversation with the offline architect; everything a person is shown, and what it was made from. */
import type { Step } from '../../src/architect/architect.js'
import type { Brief } from '../../src/design/brief/brief.js'
import { readBrief } from '../../src/design/brief/read.js'
import { codeTarget } from '../../src/design/codegen/target.js'
import type { Assumption, Proposal, ProposalSet } from '../../src/design/proposal.js'
import type { Question } from '../../src/design/question.js'
import { inferSpec } from '../../src/design/spec/infer.js'
import { blueprint } from '../../src/messages/blueprint.js'
import { renderMarkdown } from '../../src/messages/markdown.js'
import { design } from '../../src/output/design-output.js'
import { designText } from '../../src/output/design-text.js'
import { startTalk, words } from '../architect/talk.js'

export interface Reply {
  /** The first step after the words. */
  readonly first: Step['kind']
  readonly brief: Brief | undefined
  /** Asked before anything is proposed. */
  readonly asked: readonly Question[]
  /** The proposals, after the rest was left to the architect where it asked first. */
  readonly set: ProposalSet | undefined
  readonly assumptions: readonly Assumption[]
  readonly flagIds: readonly string[]
  readonly blocks: boolean
  /** All of what is shown, without the escapes of Markdown. */
  readonly text: string
  /** As it is posted. */
  readonly raw: string
  /** Of the processor, from the words to the first step. */
  readonly milliseconds: number
}

export interface Talk {
  say(text: string): Promise<Reply>
}

export function startCase(): Talk {
  const talk = startTalk()
  return {
    async say(text) {
      const before = process.cpuUsage()
      const step = await talk.say(text)
      const { user, system } = process.cpuUsage(before)
      const milliseconds = (user + system) / 1000
      const shown = [talk.shown()]
      const asked = step.kind === 'ask' ? step.questions : []
      const isVague = step.kind === 'ask' && step.brief?.domain === undefined
      let last = step
      if (step.kind === 'ask' && !isVague) {
        last = await talk.say(words('Use your assumptions', { assumeRest: true }))
        shown.push(talk.shown())
      }
      const set = last.kind === 'propose' ? last.set : undefined
      const flags = set?.flags ?? []
      const raw = shown.join('\n')
      return {
        first: step.kind,
        brief: talk.brief() ?? readBrief(text).brief,
        asked,
        set,
        assumptions: set?.assumptions ?? [],
        flagIds: flags.map(({ id }) => id),
        blocks: flags.some(({ severity }) => severity === 'block'),
        raw,
        text: readable(raw),
        milliseconds,
      }
    },
  }
}

/** What the command line prints for the same words; its questions come with the proposals. */
export function onCommandLine(text: string) {
  try {
    const designed = design({ text, answers: [] })
    return { output: designed.output, raw: designText(designed) }
  } catch {
    return undefined
  }
}

/** Markdown as people read it. */
export const readable = (markdown: string) => markdown.replace(/\\([^\w\s])/g, '$1').replace(/\*\*/g, '')

export const blueprintOf = (proposal: Proposal, set: ProposalSet): string =>
  renderMarkdown(blueprint(proposal, set.proposals))

/** Starter code of the networks of a proposal, in the framework that is asked for; none where none is written yet. */
export function codeOf(proposal: Proposal, brief: Brief | undefined): string {
  const target = codeTarget(brief?.constraints.framework?.value ?? 'pytorch')
  return proposal.parts
    .flatMap((part) => {
      if (part.kind !== 'network') return []
      const typed = inferSpec(part.spec)
      return typed.ok ? (target?.files(typed.typed) ?? []) : []
    })
    .map(({ text }) => text)
    .join('\n')
}
