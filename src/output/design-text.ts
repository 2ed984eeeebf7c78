/** What `ml-architect design` prints for a person: Markdown, and how to answer the open questions. */
import type { ProposalSet } from '../design/proposal.js'
import { sharedReasons } from '../design/proposing/reasons.js'
import { flagBlocks } from '../messages/flags.js'
import { fromProposalSet, proposalsDocument } from '../messages/from-proposals.js'
import { examples } from '../messages/from-receipt.js'
import { escapeText } from '../messages/inline.js'
import { renderMarkdown } from '../messages/markdown.js'
import { heading, list, type MessageBlock, text } from '../messages/message.js'
import { chart, diagram } from '../pictures/pictures.js'
import { drawn } from '../pictures/render-png.js'
import { type Designed, nothingFits } from './design-output.js'
import type { OutputFile } from './write-folder.js'

/** Without pictures: a terminal shows none, and what they show stands in the tables. */
export function designText({ output, set, impossible }: Designed): string {
  // The conflicts stand above in full.
  const message = impossible ? nothingFits : output.message
  const blocks: MessageBlock[] = set
    ? [...fromProposalSet('design', 0, { kind: 'propose', at: 0, set }).blocks, ...proposalsDocument(set)]
    : [...flagBlocks(output.flags), text(escapeText(message)), ...refused(output.rejected)]
  const help = output.outcome === 'declined' && output.rejected.length === 0 ? examplesOf() : []
  return renderMarkdown([...blocks, ...help, ...asked(output)].filter(({ kind }) => kind !== 'image'))
}

function refused(rejected: Designed['output']['rejected']): MessageBlock[] {
  if (rejected.length === 0) return []
  const items = sharedReasons(rejected).map(
    ({ names, reason }) => `${escapeText(names.join(', '))}: ${escapeText(reason)}`,
  )
  return [heading(3, 'Why, family by family'), list(items)]
}

const examplesOf = (): MessageBlock[] => [
  text('**Requests that work**'),
  list(examples.map((e) => escapeText(e))),
]

/** Questions with their ids, since here they are answered by `--answer id=value`. */
function asked({ questions, outcome }: Designed['output']): MessageBlock[] {
  const [first] = questions
  const mark = outcome === 'proposed' ? ' (assumed now)' : ' (assumed if you say nothing)'
  if (!first) return []
  return [
    heading(2, 'Open questions'),
    text(
      `Answer with \`--answer id=value\`, where the value is a choice or plain words: \`--answer ${first.id}=${first.default}\`.`,
    ),
    ...questions.flatMap(({ id, text: words, why, choices, default: usual }) => [
      text(`**${escapeText(words)}** (\`${id}\`)\n${escapeText(why)}`),
      list(
        choices.map(
          (choice) => `\`${choice.id}\` ${escapeText(choice.label)}${choice.id === usual ? mark : ''}`,
        ),
      ),
    ]),
  ]
}

/** The files of `--out`: a blueprint and a layer diagram for each proposal, a chart of all, and the whole as data. */
export function designFiles({ output, set }: Designed): OutputFile[] {
  const blueprints = output.proposals.map((proposal) => ({
    name: `${fileName(proposal)}.md`,
    content: proposal.markdown,
  }))
  const pictures = set ? picturesOf(set) : []
  return [
    ...blueprints,
    ...pictures,
    { name: 'design.json', content: `${JSON.stringify(output, null, 2)}\n` },
  ]
}

function picturesOf(set: ProposalSet): OutputFile[] {
  const diagrams = set.proposals.map((proposal) => ({
    name: `${fileName(proposal)}.png`,
    content: drawn(diagram(proposal, 'light')),
  }))
  return [...diagrams, { name: 'proposals.png', content: drawn(chart(set, 'light')) }]
}

const fileName = ({ id, family }: { readonly id: string; readonly family: string }) =>
  `${id.toLowerCase()}-${family}`
