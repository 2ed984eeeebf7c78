/** The App Home: how to begin, the team's designs, and what it set and used. Pure. */
import type { types } from '@slack/bolt'
import { formatAction } from '../../src/chat/action.js'
import type { DesignSummary } from '../../src/chat/contract.js'
import { heading, type MessageBlock, text } from '../../src/messages/message.js'
import { teamAction } from '../../src/messages/team-action.js'
import { button, view } from './limits.js'
import { piecesOf } from './render.js'
import { elementKinds, type RenderContext, type Rendering, rendering } from './render-context.js'
import { bold, plainRun, type Run } from './render-inline.js'
import { type KnownBlock, labelOf, plainTextOf, richTextOf, sectionOf, shortened } from './render-piece.js'

export interface Home {
  /** Newest first. */
  readonly designs: readonly DesignSummary[]
  /** Problems to begin with. */
  readonly examples: readonly string[]
  /** Blocks of the team's profile, and of what was used this month. */
  readonly profile?: readonly MessageBlock[]
  readonly usage?: readonly MessageBlock[]
}

/** Action ids of the buttons that open the modal for a new request; an example's value is its text. */
export const homeActions = { newDesign: 'home:new', example: 'home:example' } as const

export function homeView(home: Home, context: RenderContext): types.HomeView {
  const here = rendering(context, 'home')
  const rest = [home.profile, home.usage].flatMap((blocks) =>
    blocks ? [{ kind: 'divider' } as const, ...blocks] : [],
  )
  const begin = beginning(home.examples)
  // A profile and a month's usage are a dozen blocks; the designs get what is left.
  const after = piecesOf(rest, here)
    .flatMap(({ blocks }) => blocks)
    .slice(0, view.blocks / 2)
  const room = view.blocks - begin.length - after.length
  return { type: 'home', blocks: [...begin, ...listed(home.designs, here, room), ...after] }
}

/** Of a title or a line here, in characters: it only has to be recognised. */
const mostOfTitle = 200

function beginning(examples: readonly string[]): KnownBlock[] {
  return [
    { type: 'header', text: plainTextOf('Design a model') },
    {
      type: 'section',
      text: plainTextOf(
        'Describe what should be predicted, from which data, and what limits it. You get two to four checked proposals with sizes, latency and cost.',
      ),
    },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: homeActions.newDesign,
          text: plainTextOf('New design'),
          style: 'primary',
        },
      ],
    },
    ...examples.slice(0, 4).map(
      (example, i): KnownBlock => ({
        type: 'section',
        text: plainTextOf(labelOf(example, mostOfTitle)),
        accessory: {
          type: 'button',
          action_id: `${homeActions.example}:${i}`,
          text: plainTextOf('Try this'),
          accessibility_label: labelOf(`Try: ${example}`, button.accessibilityLabel),
          value: shortened(example, button.value),
        },
      }),
    ),
  ]
}

/** What a design's state is called; another one is shown as it is. */
const stateWords: Readonly<Record<string, string>> = {
  intake: 'begun',
  clarifying: 'waits for answers',
  designing: 'is being designed',
}

/** @param room in blocks */
function listed(designs: readonly DesignSummary[], context: Rendering, room: number): KnownBlock[] {
  const title: MessageBlock[] = [
    heading(2, 'Designs'),
    ...(designs.length === 0 ? [text('There are none yet.', 'muted')] : []),
  ]
  // Two blocks each, beside the heading and what is left out.
  const shown = designs.slice(0, Math.floor((room - 2) / 2))
  const more: MessageBlock[] =
    shown.length < designs.length
      ? [text(`And ${designs.length - shown.length} more: write \`history\` to list them.`, 'muted')]
      : []
  const blocksOf = (some: readonly MessageBlock[]) => piecesOf(some, context).flatMap(({ blocks }) => blocks)
  return [...blocksOf(title), ...shown.flatMap((design) => designRow(design, context)), ...blocksOf(more)]
}

/** A design: its name, the way to its conversation and its state; then the button that shows it. */
function designRow(design: DesignSummary, context: Rendering): KnownBlock[] {
  const { short, title, state, chosen, thread } = design
  const url = context.linkTo(thread)
  const day = new Date(design.updatedAt).toISOString().slice(0, 10)
  const line = [stateWords[state] ?? state, ...(chosen ? [chosen] : []), day].join(' · ')
  const words: Run[] = [
    ...bold([plainRun(short)]),
    plainRun('  '),
    { ...plainRun(labelOf(title, mostOfTitle)), ...(url !== undefined && { url }) },
    plainRun(`\n${labelOf(line, mostOfTitle)}`),
  ]
  const show: types.Button = {
    type: 'button',
    action_id: context.newActionId(elementKinds.press),
    text: plainTextOf(labelOf(`Show ${short}`)),
    value: formatAction(teamAction('show', short)),
  }
  return [richTextOf([sectionOf(words)]), { type: 'actions', elements: [show] }]
}
