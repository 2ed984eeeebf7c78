/** A design as files, each described where it lies and rendered when it is fetched. */
import { type ExportForm, exportForms } from '../chat/commands.js'
import { escapeText } from './inline.js'
import { type FileRecipe, type OutgoingMessage, text } from './message.js'
import type { SessionView } from './recipe.js'

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
    about: [view.session],
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
