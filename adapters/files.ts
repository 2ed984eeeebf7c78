/** A message's file, rendered from its transcript entry when somebody fetches it. Pure. */
import type { Entry } from '../src/architect/architect.js'
import type { FileRequest, RenderedFile } from '../src/chat/contract.js'
import { blueprint } from '../src/messages/blueprint.js'
import { decisionRecord } from '../src/messages/decision-record.js'
import { proposalsDocument } from '../src/messages/from-proposals.js'
import { renderMarkdown } from '../src/messages/markdown.js'
import type { SessionView } from '../src/messages/recipe.js'
import { codeOf } from '../src/output/code-archive.js'
import { chart, diagram } from '../src/pictures/pictures.js'
import { drawnAside } from '../src/pictures/render-png.js'

/** Undefined where the entry has no such proposal. */
export async function renderFile(
  request: FileRequest,
  entry: Entry,
  view: SessionView,
  decided?: Entry,
): Promise<RenderedFile | undefined> {
  if (entry.kind === 'decide' && decided?.kind === 'propose' && request.form === 'markdown')
    return markdown(
      `decision-${view.short}-${entry.proposal}.md`,
      renderMarkdown(decisionRecord(view, entry, decided.set)),
    )
  if (entry.kind !== 'propose') return undefined
  const { set } = entry
  const revision = entry.revision ? `-r${entry.revision.number}` : ''
  const base = `design-${view.short}${revision}`
  const { form, theme = 'light' } = request
  if (request.proposal === undefined)
    switch (form) {
      case 'markdown':
        return markdown(`${base}.md`, renderMarkdown(proposalsDocument(set)))
      case 'code':
        return codeOf(set.proposals, base)
      case 'json':
        return json(`${base}.json`, set)
      case 'picture':
        return png(`${base}.png`, await drawnAside(chart(set, theme)))
    }
  const proposal = set.proposals.find(({ id }) => id === request.proposal)
  if (!proposal) return undefined
  const name = `${base}-${proposal.id}`
  switch (form) {
    case 'markdown':
      return markdown(`${name}.md`, renderMarkdown(blueprint(proposal, set.proposals)))
    case 'code':
      return codeOf([proposal], name)
    case 'json':
      return json(`${name}.json`, proposal)
    case 'picture':
      return png(`${name}.png`, await drawnAside(diagram(proposal, theme)))
  }
}

const png = (name: string, content: Uint8Array): RenderedFile => ({ name, mediaType: 'image/png', content })

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
