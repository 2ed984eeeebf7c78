/** One line of a thread: a message of ours as a sheet of paper, what a person said as a bubble. */
import { plainText } from '../../src/messages/inline.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { Time } from './design-list.js'
import type { PageContext } from './layout.js'
import type { NumberedLine } from './log-lines.js'
import { Message, type RenderContext } from './render.js'

/** The id of a line's element. */
export const elementId = (lineId: string) => `line-${lineId.replace(/[^A-Za-z0-9]/g, '-')}`

export function LineView({
  line: numbered,
  page,
  context,
}: {
  line: NumberedLine
  page: PageContext
  context: RenderContext
}) {
  const { line } = numbered
  if (line.kind === 'gone') return null
  if (line.kind === 'message') {
    const proposal = proposalOf(line.message)
    return (
      <article
        class={isOpening(line.message) ? 'line ours opening' : 'line ours'}
        id={elementId(numbered.id)}
        aria-label={proposal === undefined ? 'ml-architect' : `ml-architect, proposal ${proposal}`}
        data-outline={line.only === undefined ? outlineTitle(line.message) : undefined}
        {...(proposal !== undefined && { 'data-part': '' })}
      >
        <p class="by">
          <span class="who">ml-architect</span> <Time at={line.at} />
          {proposal !== undefined && <span class="tag">Proposal {proposal}</span>}
          {line.only !== undefined && <span class="only">only you see this</span>}
        </p>
        <div class="sheet">
          <Message message={line.message} context={context} baseLevel={2} />
        </div>
      </article>
    )
  }
  const mine = line.by.id === page.visitor.user.id
  const who = mine ? 'You' : (line.by.name ?? 'Somebody')
  return (
    <article class={mine ? 'line theirs mine' : 'line theirs'} id={elementId(numbered.id)} aria-label={who}>
      <p class="by">
        <span class="who">{who}</span> <Time at={line.at} />
        {line.only !== undefined && <span class="only">only you see this</span>}
      </p>
      <div class="bubble">{line.text}</div>
    </article>
  )
}

/** A thread's first message of ours is its index. */
const isOpening = (message: OutgoingMessage) => message.id.endsWith(':0')

/** The letter of the one proposal that a message is about. */
const proposalOf = (message: OutgoingMessage) =>
  message.files?.find((file) => file.kind === 'proposal')?.proposal

/** What a message is called in the outline: its heading, a blueprint's without what all have in common. */
function outlineTitle(message: OutgoingMessage): string | undefined {
  const block = message.blocks.find((candidate) => candidate.kind === 'heading')
  if (block?.kind !== 'heading' || isOpening(message)) return undefined
  const title = plainText(block.text)
  const proposal = proposalOf(message)
  return proposal === undefined ? title : `${proposal}  ${title.replace(/^[^:]*:\s*/, '')}`
}
