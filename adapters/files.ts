/** A message's file, rendered from its transcript entry when somebody fetches it. Pure. */
import type { Entry } from '../src/architect/architect.js'
import type { FileRequest, RenderedFile } from '../src/chat/contract.js'
import { blueprint } from '../src/messages/blueprint.js'
import { proposalsDocument } from '../src/messages/from-proposals.js'
import { renderMarkdown } from '../src/messages/markdown.js'
import type { SessionView } from '../src/messages/recipe.js'

/** Undefined where the entry has no such proposal. */
export function renderFile(request: FileRequest, entry: Entry, view: SessionView): RenderedFile | undefined {
  if (entry.kind !== 'propose') return undefined
  const { set } = entry
  const revision = entry.revision ? `-r${entry.revision.number}` : ''
  const base = `design-${view.session.slice(0, 4)}${revision}`
  if (request.proposal === undefined)
    return request.form === 'markdown'
      ? markdown(`${base}.md`, renderMarkdown(proposalsDocument(set)))
      : json(`${base}.json`, set)
  const proposal = set.proposals.find(({ id }) => id === request.proposal)
  if (!proposal) return undefined
  const name = `${base}-${proposal.id}`
  return request.form === 'markdown'
    ? markdown(`${name}.md`, renderMarkdown(blueprint(proposal, set.proposals)))
    : json(`${name}.json`, proposal)
}

const markdown = (name: string, content: string): RenderedFile => ({
  name,
  mediaType: 'text/markdown; charset=utf-8',
  content,
})

const json = (name: string, value: unknown): RenderedFile => ({
  name,
  mediaType: 'application/json; charset=utf-8',
  content: `${JSON.stringify(value, null, 2)}\n`,
})
