/**
 * OutgoingMessage -> HTML. Pure and total: every block kind renders, nothing is dropped, and whatever a person or
 * a model wrote stays text, because only JSX makes markup here and JSX escapes.
 */
import { jsx } from 'hono/jsx'
import type { ThreadRef } from '../../src/chat/thread.js'
import { plainText } from '../../src/messages/inline.js'
import type { FileRecipe, MessageBlock, OutgoingMessage } from '../../src/messages/message.js'
import { Actions, Feedback, type RenderContext, Select } from './render-forms.js'
import { Inline } from './render-inline.js'
import { Questions } from './render-questions.js'
import { Table } from './render-table.js'

export type { RenderContext } from './render-forms.js'

/** A message's body; `baseLevel` is the level of its highest heading. */
export function Message({
  message,
  context,
  baseLevel,
}: {
  message: OutgoingMessage
  context: RenderContext
  baseLevel: number
}) {
  const level = headingLevels(message.blocks, baseLevel)
  return (
    <div class="blocks">
      {message.blocks.length === 0 && <p>{message.fallback}</p>}
      {message.blocks.map((block, i) => (
        <Block
          block={block}
          level={level(i)}
          id={`${message.id.replace(/[^A-Za-z0-9]/g, '-')}-${i}`}
          message={message}
          context={context}
          isTitled={isTitled(message.blocks, i)}
        />
      ))}
      {message.files && message.files.length > 0 && (
        <ul class="files" aria-label="Files">
          {message.files.map((file) => (
            <li>
              <FileLink file={file} message={message} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface BlockProps {
  readonly block: MessageBlock
  readonly level: number
  /** Unique on the page. */
  readonly id: string
  readonly message: OutgoingMessage
  readonly context: RenderContext
  readonly isTitled: boolean
}

/** Whether the heading right above a table is its caption too. */
function isTitled(blocks: readonly MessageBlock[], index: number): boolean {
  const [above, block] = [blocks[index - 1], blocks[index]]
  return (
    above?.kind === 'heading' && block?.kind === 'table' && plainText(above.text) === plainText(block.caption)
  )
}

function Block({ block, level, id, message, context, isTitled }: BlockProps) {
  switch (block.kind) {
    case 'heading':
      return <Heading level={level} rank={block.level} text={block.text} />
    case 'text':
      return (
        <div class={`text ${block.tone ?? 'normal'}`}>
          {block.text.split(/\n{2,}/).map((paragraph) => (
            <p>
              <Inline text={paragraph} />
            </p>
          ))}
        </div>
      )
    case 'fields':
      return (
        <dl class="fields">
          {block.fields.map(({ label, value }) => (
            <div>
              <dt>
                <Inline text={label} />
              </dt>
              <dd>
                <Inline text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )
    case 'table':
      return <Table table={block} id={id} isTitled={isTitled} />
    case 'code':
      return (
        <section class="code" tabindex={0} aria-label={block.language ? `Code, ${block.language}` : 'Code'}>
          <pre>
            <code>{block.code}</code>
          </pre>
        </section>
      )
    case 'list': {
      const items = block.items.map((item) => (
        <li>
          <Inline text={item} />
        </li>
      ))
      return block.ordered ? <ol class="list">{items}</ol> : <ul class="list">{items}</ul>
    }
    case 'image':
      return <Picture recipe={block.recipe} alt={block.alt} message={message} />
    case 'actions':
      return <Actions buttons={block.actions} context={context} message={message} />
    case 'select':
      return <Select select={block} id={id} context={context} message={message} />
    case 'form':
      return <Questions form={block} id={id} context={context} message={message} />
    case 'thread':
      return <ThreadLink thread={block.thread} label={block.label} />
    case 'feedback':
      return <Feedback block={block} context={context} message={message} />
    case 'divider':
      return <hr />
  }
}

function ThreadLink({ thread: { platform, thread }, label }: { thread: ThreadRef; label: string }) {
  return (
    <p class="thread-link">
      {platform === 'web' && thread !== undefined ? (
        <a href={`/t/${encodeURIComponent(thread)}`}>
          <Inline text={label} />
        </a>
      ) : (
        <Inline text={label} />
      )}
    </p>
  )
}

/** Levels as a document wants them: the message's highest at `base`, and no level skipped on the way down. */
function headingLevels(blocks: readonly MessageBlock[], base: number): (index: number) => number {
  const levels = new Map<number, number>()
  // Ranks that are open, highest first; a heading is one below the ranks above it.
  let open: number[] = []
  blocks.forEach((block, i) => {
    if (block.kind !== 'heading') return
    open = [...open.filter((rank) => rank < block.level), block.level]
    levels.set(i, Math.min(6, base + open.length - 1))
  })
  return (index) => levels.get(index) ?? base
}

function Heading({ level, rank, text }: { level: number; rank: number; text: string }) {
  return jsx(`h${level}`, { class: `rank-${rank}` }, <Inline text={text} />)
}

/** Where a message's file is fetched. */
function fileUrl(message: OutgoingMessage, file: FileRecipe, theme?: 'dark'): string {
  const session = file.session ?? message.id.split(':')[0] ?? ''
  const query = new URLSearchParams({
    ...(file.proposal !== undefined && { proposal: file.proposal }),
    ...(theme && { theme }),
  }).toString()
  return `/files/${encodeURIComponent(session)}/${file.entry}/${file.form}${query === '' ? '' : `?${query}`}`
}

function FileLink({ file, message }: { file: FileRecipe; message: OutgoingMessage }) {
  return (
    <a class="file" href={fileUrl(message, file)} download={file.name}>
      {file.name}
    </a>
  )
}

function Picture({ recipe, alt, message }: { recipe: FileRecipe; alt: string; message: OutgoingMessage }) {
  return (
    <figure class="picture">
      {recipe.form === 'picture' ? (
        <picture>
          <source media="(prefers-color-scheme: dark)" srcset={fileUrl(message, recipe, 'dark')} />
          <img src={fileUrl(message, recipe)} alt={plainText(alt)} loading="lazy" />
        </picture>
      ) : (
        <>
          <p>{plainText(alt)}</p>
          <FileLink file={recipe} message={message} />
        </>
      )}
    </figure>
  )
}
