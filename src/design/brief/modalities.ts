/** What the input is made of: images, text, a table, sound … and whether several of them come together. */
import { areLabels } from './counts-together.js'
import { meansOther } from './homonyms.js'
import type { Token } from './tokens.js'
import { isNegated } from './vocabulary.js'

export type Modality = 'image' | 'text' | 'table' | 'series' | 'audio' | 'video'

const words: readonly (readonly [Modality, string])[] = [
  [
    'image',
    'image images imagery photo photos photograph photographs picture pictures screenshot screenshots thumbnail thumbnails xray mri scan scans rays slides bilder fotos imagenes pic pics',
  ],
  ['video', 'video videos footage'],
  [
    'text',
    'text texts description descriptions title titles caption captions report reports comment comments review reviews notes transcript transcripts sentence email emails beschreibung texto textos tweets articles messages tickets',
  ],
  ['audio', 'audio voice speech sound sounds recordings soundtrack'],
  ['table', 'attributes metadata tabular tables columns demographics table address'],
  ['series', 'vitals telemetry accelerometer ecg eeg'],
]
const modalityOf = new Map(
  words.flatMap(([name, list]) => list.split(' ').map((word) => [word, name] as const)),
)

export interface ModalityMention {
  readonly modality: Modality
  readonly at: number
}

/** "X-ray", "60 lab values": named by two words. */
function modalityAt(tokens: readonly Token[], at: number): Modality | undefined {
  const [text = '', next = ''] = [tokens[at]?.text, tokens[at + 1]?.text]
  const before = tokens[at - 1]?.text === '-' ? tokens[at - 2]?.text : tokens[at - 1]?.text
  if (text === 'ray' && before === 'x') return 'image'
  if (/^(lab|laboratory)$/.test(text) && /^(values|results|tests|measurements)$/.test(next)) return 'table'
  return modalityOf.get(text)
}

export function modalityMentions(tokens: readonly Token[]): ModalityMention[] {
  return tokens.flatMap((token, at) => {
    const modality = token.kind === 'word' ? modalityAt(tokens, at) : undefined
    // "Text labels on photos" are no second input; "sound clips with voice" is one.
    const label = /^(labels?|fields?|boxes|box)$/.test(tokens[at + 1]?.text ?? '')
    const told = token.text === 'attributes' && areLabels(tokens, at)
    return modality &&
      !label &&
      !told &&
      (token.text === 'ray' || !meansOther(tokens, at)) &&
      !isNegated(tokens, at)
      ? [{ modality, at }]
      : []
  })
}

const reach = 8
const joints = /^(and|&|\+|plus|with|both|together|und|mit|y|con|et|avec|e|i|ve|en|met|и|和|と|와|과|,)$/
const senses: ReadonlySet<Modality> = new Set(['image', 'text', 'audio', 'video'])

/** Modalities that come together, at least two of them of the senses; undefined where the input is of one kind. */
export function joinedModalities(
  mentions: readonly ModalityMention[],
  tokens: readonly Token[],
): { readonly names: readonly Modality[]; readonly first: number; readonly last: number } | undefined {
  for (const [n, first] of mentions.entries()) {
    if (!senses.has(first.modality) && first.modality !== 'table') continue
    const group = [first]
    for (const next of mentions.slice(n + 1)) {
      const last = group.at(-1) ?? first
      if (!isJoined(tokens, last.at, next.at)) break
      group.push(next)
    }
    const names = [...new Set(group.map(({ modality }) => modality))]
    const seen = names.filter((name) => senses.has(name))
    // A table beside pictures or sounds; a title beside attributes is a table with text.
    const table = names.includes('table') && seen.some((name) => name !== 'text')
    if (seen.length >= 2 || table) return { names, first: first.at, last: group.at(-1)?.at ?? first.at }
  }
  return undefined
}

/** "Voice to text", in any language: sound and then text, with nothing that joins them. */
export function speechToText(
  tokens: readonly Token[],
): { readonly first: number; readonly last: number } | undefined {
  for (const [first, { text }] of tokens.entries()) {
    if (!/^(voice|speech|audio|sound)$/.test(text)) continue
    const last = tokens.slice(0, first + 5).findIndex((token, i) => i > first && /^texts?$/.test(token.text))
    const between = tokens.slice(first + 1, last)
    if (
      last > 0 &&
      between.length > 0 &&
      !between.some((token) => joints.test(token.text) || /^[.;!?:]$/.test(token.text))
    )
      return { first, last }
  }
  return undefined
}

/** "Match images to descriptions". */
const isMatched = (tokens: readonly Token[], at: number): boolean =>
  tokens
    .slice(Math.max(0, at - 4), at)
    .some(({ text }) => /^(match|matching|align|aligning|link|linking|pair|pairing)$/.test(text))

function isJoined(tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > reach) return false
  const between = tokens.slice(from + 1, to)
  if (between.some(({ text }) => /^[.;!?]$/.test(text))) return false
  return between.some(({ text }) => joints.test(text) || (text === 'to' && isMatched(tokens, from)))
}
