/** A team's designs in answers to its commands: lists, one design, two side by side, files. */
import type { ProposeEntry } from '../architect/architect.js'
import { type CommandName, type ExportForm, exportForms } from '../chat/commands.js'
import { formatRef } from '../chat/ref.js'
import type { ThreadRef } from '../chat/thread.js'
import type { FigureName, Proposal } from '../design/proposal.js'
import { changedFacts } from '../design/revision.js'
import { blueprint } from './blueprint.js'
import { figureLabels } from './figures.js'
import { formatFigure } from './format.js'
import { comparison } from './from-proposals.js'
import { escapeText } from './inline.js'
import {
  type Button,
  type FileRecipe,
  heading,
  type OutgoingMessage,
  sentence,
  type TableBlock,
  text,
} from './message.js'
import type { SessionState, SessionView } from './recipe.js'
import { teamAction } from './team-action.js'

/** One row of a list of designs. */
export interface ListedDesign {
  readonly view: SessionView
  readonly state: SessionState
  readonly thread: ThreadRef
  /** ms since 1970. */
  readonly updatedAt: number
}

const stateWords: Readonly<Record<SessionState, string>> = {
  intake: 'begun',
  clarifying: 'waits for answers',
  designing: 'is being designed',
  proposed: 'proposed',
  decided: 'decided',
  cancelled: 'cancelled',
  failed: 'failed',
}

/** Rows that get a button of their own; the others are named by their ids. */
const mostButtons = 5

export function fromStatus(id: string, designs: readonly ListedDesign[]): OutgoingMessage {
  return designs.length === 0
    ? sentence(id, 'Nothing is being designed now, and nothing waits for an answer.')
    : listing(id, `${counted(designs.length)} open`, designs)
}

/** @param words what was looked for, `''` for all; @param more whether older ones are left out */
export function fromHistory(
  id: string,
  words: string,
  designs: readonly ListedDesign[],
  more: boolean,
): OutgoingMessage {
  if (designs.length === 0)
    return sentence(
      id,
      words === ''
        ? 'There are no designs yet. Describe a problem to begin the first one.'
        : `No design holds "${escapeText(words)}". \`history\` lists all of them.`,
    )
  const title =
    words === '' ? `The newest ${counted(designs.length)}` : `${counted(designs.length)} with "${words}"`
  return listing(id, title, designs, more ? 'Older ones are left out: add words to find one.' : undefined)
}

function listing(
  id: string,
  title: string,
  designs: readonly ListedDesign[],
  note?: string,
): OutgoingMessage {
  return {
    id,
    fallback: `${title}: ${designs.map(({ view }) => `${view.short} ${view.title}`).join('; ')}`,
    blocks: [
      heading(2, escapeText(title)),
      listedRows(title, designs),
      {
        kind: 'actions',
        actions: designs
          .slice(0, mostButtons)
          .map(({ view }) => button(`Show ${view.short}`, 'show', view.short)),
      },
      ...(note ? [text(note, 'muted')] : []),
    ],
  }
}

export const listedRows = (caption: string, designs: readonly ListedDesign[]): TableBlock => ({
  kind: 'table',
  caption,
  header: ['Id', 'Problem', 'State', 'Chosen or recommended', 'Last change (UTC)'],
  rows: designs.map(({ view, state, updatedAt }) => [
    `**${escapeText(view.short)}**`,
    escapeText(view.title),
    stateWords[state],
    escapeText(best(view)),
    dayOf(updatedAt),
  ]),
})

const best = ({ decision, recommended }: SessionView): string =>
  decision
    ? `${decision.proposal} ${decision.name} (chosen)`
    : recommended
      ? `${recommended.id} ${recommended.name}`
      : 'none yet'

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const counted = (n: number) => `${n} ${n === 1 ? 'design' : 'designs'}`

const button = (label: string, name: CommandName, argument: string): Button => ({
  label,
  action: teamAction(name, argument),
})

/** One design: what was asked, where it stands, its newest proposals. */
export function fromDesign(
  id: string,
  design: ListedDesign,
  newest: ProposeEntry | undefined,
): OutgoingMessage {
  const { view, state, thread } = design
  const title = `${view.short}: ${view.title}`
  const line = `${stateWords[state]}${view.revision > 0 ? `, revision ${view.revision}` : ''}; last change on ${dayOf(design.updatedAt)}. Chosen or recommended: ${best(view)}.`
  const buttons = (newest?.set.proposals ?? []).map((proposal) =>
    button(`Show ${proposal.id}`, 'show', formatRef({ id: view.short, proposal: proposal.id })),
  )
  return {
    id,
    fallback: `${title}: ${line}`,
    blocks: [
      heading(2, escapeText(title)),
      text(escapeText(line.charAt(0).toUpperCase() + line.slice(1))),
      ...(view.decision?.why ? [text(`**Why:** ${escapeText(view.decision.why)}`)] : []),
      ...(newest ? [comparison(newest.set.proposals)] : []),
      { kind: 'thread', thread, label: 'Open the conversation' },
      { kind: 'actions', actions: [...buttons, ...(newest ? [button('Export', 'export', view.short)] : [])] },
    ],
  }
}

/** One proposal in full. @param ref as it was named */
export function fromProposalOf(
  id: string,
  ref: string,
  { set }: ProposeEntry,
  proposal: Proposal,
): OutgoingMessage {
  return {
    id,
    fallback: `${ref}: ${proposal.name}`,
    blocks: [text(`**${escapeText(ref)}**`, 'muted'), ...blueprint(proposal, set.proposals)],
  }
}

/** A side of a comparison. */
export interface ComparedSide {
  readonly ref: string
  readonly title: string
  readonly entry: ProposeEntry
  readonly proposal: Proposal
}

const compared = [
  'params',
  'flops',
  'weightMemory',
  'servingMemory',
  'trainingMemory',
  'latency',
  'trainingTime',
  'trainingCost',
] as const satisfies readonly FigureName[]

export function fromComparison(id: string, sides: readonly [ComparedSide, ComparedSide]): OutgoingMessage {
  const [a, b] = sides
  const names = sides.map(({ ref, proposal }) => `${ref} ${proposal.name}`)
  const facts = changedFacts(a.entry.set, b.entry.set)
  return {
    id,
    fallback: `${names.join(' beside ')}: ${compared.map((name) => `${figureLabels[name]} ${sides.map((side) => said(side, name)).join(' / ')}`).join('; ')}`,
    blocks: [
      heading(2, escapeText(names.join(' beside '))),
      {
        kind: 'table',
        caption: 'Figures side by side',
        header: [
          '',
          ...sides.map(({ ref, proposal }) => `**${escapeText(ref)}** ${escapeText(proposal.name)}`),
        ],
        align: ['left', 'right', 'right'],
        rows: [
          ...compared.map((name) => [figureLabels[name], ...sides.map((side) => said(side, name))]),
          ['Problem', ...sides.map(({ title }) => escapeText(title))],
          ['Devices', ...sides.map(({ proposal }) => escapeText(proposal.training.distribution))],
        ],
      },
      ...(facts.length > 0
        ? [
            text('**Facts that differ**'),
            {
              kind: 'table' as const,
              caption: 'Facts that differ',
              header: ['Fact', ...sides.map(({ ref }) => escapeText(ref))],
              rows: facts.map(({ label, before, after }) => [label, before, after].map(escapeText)),
            },
          ]
        : [text('Both begin from the same facts.', 'muted')]),
      { kind: 'actions', actions: sides.map(({ ref }) => button(`Show ${ref}`, 'show', ref)) },
    ],
  }
}

function said({ proposal }: ComparedSide, name: FigureName): string {
  const figure = proposal.figures[name]
  return figure ? formatFigure(figure) : 'unknown'
}

/** What can be exported of a design, and where it lies in its transcript. */
export interface Exported {
  readonly view: SessionView
  /** Index of the entry of proposals, and the proposal where one was named. */
  readonly entry: number
  readonly proposal?: string
  /** Index of the entry of the decision, where there is one. */
  readonly decision?: number
  /** Networks whose code can be written. */
  readonly networks: number
}

const formWords: Readonly<Record<ExportForm, string>> = {
  markdown: 'the proposals as Markdown',
  json: 'everything as JSON',
  decision: 'the decision record',
  code: 'the PyTorch code of the networks',
}

/** @param form all that there are where left out */
export function fromExport(id: string, exported: Exported, form: ExportForm | undefined): OutgoingMessage {
  const { view, decision } = exported
  const wanted = form ? [form] : exportForms
  const files = wanted.flatMap((one) => fileOf(exported, one) ?? [])
  const missing = [
    ...(decision === undefined && wanted.includes('decision')
      ? ['There is no decision record: nothing is decided yet. Choose a proposal in its thread first.']
      : []),
    ...(exported.networks === 0 && wanted.includes('code')
      ? ['There is no network in it whose code could be written.']
      : []),
  ].join(' ')
  const lead =
    files.length > 0
      ? `${view.short} as files: ${wanted
          .filter((one) => fileOf(exported, one))
          .map((one) => formWords[one])
          .join(', ')}.`
      : ''
  return {
    id,
    fallback: [lead, missing].filter(Boolean).join(' '),
    blocks: [
      ...(lead ? [text(escapeText(lead))] : []),
      ...(missing ? [text(missing, files.length === 0 ? 'warning' : 'muted')] : []),
    ],
    files,
  }
}

function fileOf(
  { view, entry, proposal, decision, networks }: Exported,
  form: ExportForm,
): FileRecipe | undefined {
  const { session, short } = view
  const of = proposal === undefined ? {} : { proposal }
  const kind = proposal === undefined ? 'proposals' : 'proposal'
  const base = `${short}${proposal === undefined ? '' : `-${proposal}`}`
  switch (form) {
    case 'markdown':
      return { kind, session, entry, form, name: `${base}.md`, ...of }
    case 'json':
      return { kind, session, entry, form, name: `${base}.json`, ...of }
    case 'code':
      return networks === 0
        ? undefined
        : {
            kind,
            session,
            entry,
            form,
            name: networks === 1 ? `${base}-model.py` : `${base}-code.zip`,
            ...of,
          }
    case 'decision':
      return decision === undefined
        ? undefined
        : { kind: 'decision', session, entry: decision, form: 'markdown', name: `${short}-decision.md` }
  }
}

/** Asks before a design is forgotten. */
export function fromForgetting(id: string, view: SessionView): OutgoingMessage {
  const sentence = `Forget ${view.short}, "${view.title}"? Its conversation, proposals and decisions are removed for good; messages that a platform shows may stay there.`
  return {
    id,
    fallback: sentence,
    blocks: [
      text(escapeText(sentence), 'warning'),
      {
        kind: 'actions',
        actions: [
          {
            label: `Forget ${view.short} for good`,
            action: teamAction('forget', view.session),
            style: 'danger',
          },
        ],
      },
    ],
  }
}
