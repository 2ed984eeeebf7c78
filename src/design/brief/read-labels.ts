/** Whether the right answers are known: no labels, few of them, several at once. */
import { type Draft, put } from './draft.js'
import { findAfter, findBefore, isNear, wordAt } from './near.js'
import type { Token } from './tokens.js'
import { isNegated, negationOf } from './vocabulary.js'

export function readLabels(draft: Draft): void {
  draft.tokens.forEach((_, i) => {
    readWhether(draft, i)
    readSeveral(draft, i)
  })
  settleLabelled(draft)
}

/** Where nothing is labelled, the examples are only examples. */
function settleLabelled({ brief, said }: Draft): void {
  const { labels, labelled, rows } = brief.data
  // A reply that counts them: there are some by now.
  if (labels?.value === 'none' && said.has('labelled') && !said.has('labels')) delete brief.data.labels
  if (labels?.value !== 'none' || !labelled || rows || !said.has('labels')) return
  if (/label|annot|tagg|ラベル|标注|라벨|размеч|etiq|etich|rotul/i.test(labelled.words ?? '')) return
  brief.data.rows = labelled
  delete brief.data.labelled
}

const labelWords =
  /^(labels?|labell?ed|annotations?|annotated|ground|tagged|etiquetas?|etichett|anotacoes|metki|etiketi?)$/
/** Texts with their right answer: none of them is no labels. */
const pairWords = /^(pairs?|paires?|pares|paare?|coppie)$/
const fewWords = /^(few|handful|some|couple|little|hardly|scarce|dozen|wenige|pocas|quelques)$/

/** "No labels", "unlabelled", "a handful of confirmed incidents". */
function readWhether(draft: Draft, i: number): void {
  const found = whetherAt(draft, i)
  if (!found || (draft.said.has('labels') && found.value === 'few')) return
  draft.brief.data.labels = put(draft, 'labels', found.value, found.first, found.last)
}

interface Whether {
  readonly value: 'none' | 'few'
  readonly first: number
  readonly last: number
}

function whetherAt({ tokens, said, used, brief }: Draft, i: number): Whether | undefined {
  const word = wordAt(tokens, i)
  if (/^(unlabell?ed|unannotated|unsupervised)$/.test(word) && !said.has('labelled'))
    return { value: 'none', first: i, last: i }
  const paired = brief.domain?.value === 'language' && pairWords.test(word)
  if ((labelWords.test(word) || paired) && !used.has(i)) {
    const from = negationOf(tokens, i) ?? findBefore(tokens, i, 3, /^(nothing|nichts|rien|nada)$/)
    if (from !== undefined) return { value: 'none', first: Math.min(from, i), last: Math.max(from, i) }
    const few = findBefore(tokens, i, 4, fewWords)
    const beside = few !== undefined && tokens[few]?.clause === tokens[i]?.clause
    return beside ? { value: 'few', first: few, last: i } : undefined
  }
  // "No training data yet"
  const examples =
    /^(trainingsdaten|trainingsdata)$/.test(word) ||
    (/^(training|train|historical)$/.test(word) &&
      /^(data|examples|samples|set)$/.test(wordAt(tokens, i + 1)) &&
      !/^(only|alone)$/.test(wordAt(tokens, i + 2)))
  if (examples && !said.has('labelled')) {
    const from = negationOf(tokens, i)
    if (from !== undefined && i - from <= 2) return { value: 'none', first: from, last: i }
  }
  if (/^(confirmed|known|verified)$/.test(word)) {
    const few = findBefore(tokens, i, 4, /^(handful|few|couple|dozen)$/)
    return few === undefined ? undefined : { value: 'few', first: few, last: i }
  }
  return onlyGood(tokens, i)
}

const wares =
  /^(samples?|parts?|images?|sounds?|data|examples?|free|photos?|pieces?|cloth|units?|products?|recordings?|teile?n?|stucke?|aufnahmen|piezas|pieces|pezzi|pecas|onderdelen|images)$/

/** "Only good samples", "normal data only", "defect-free parts only": nothing shows what is wrong. */
function onlyGood(tokens: readonly Token[], i: number): Whether | undefined {
  if (
    !/^(good|normal|healthy|clean|defect|gute[nrs]?|buen[oa]s|bonnes|buone|boas|goede)$/.test(
      wordAt(tokens, i),
    )
  )
    return undefined
  const only = isNear(tokens, { first: i, last: i }, 6, /^(only|just|nur|solo|seulement)$/)
  const last = findAfter(tokens, i + 1, 4, wares)
  return only && last !== undefined ? { value: 'none', first: i, last } : undefined
}

/** "Overlapping calls", "several topics per article", "more than one disease at once". */
function readSeveral(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const field = brief.domain?.value
  const hyphen = wordAt(tokens, i + 1) === '-' ? 2 : 1
  const named = word === 'multilabel' || (word === 'multi' && /^label/.test(wordAt(tokens, i + hyphen)))
  const overlaps =
    field === 'audio' &&
    /^(overlap|overlaps|overlapping|simultaneous|simultaneously|uberlapp\w*|solap\w*)$/.test(word)
  // "12 labels that may overlap"
  const labelsOverlap =
    /^(overlap|overlapping)$/.test(word) &&
    classified.has(field ?? '') &&
    isNear(tokens, { first: i, last: i }, 4, severalNouns)
  const several = /^(several|multiple|mehrere|varios|varias|plusieurs|meerdere|kilka)$/.test(word)
  const sameThing =
    several && findAfter(tokens, i + 1, 8, /^(once|per|gleichzeitig|simultaneously|each|same)$/) !== undefined
  const atOnce =
    several && /^(at|en|zur|a)$/.test(wordAt(tokens, i + 1)) && /^(once|same)$/.test(wordAt(tokens, i + 2))
  // "Mehrere gleichzeitig möglich", with nothing behind that it describes.
  const together =
    several &&
    /^(gleichzeitig|zugleich|simultaneously|simultaneamente|simultaneous|together|contemporaneamente|tegelijk|tegelijkertijd|naraz)$/.test(
      wordAt(tokens, i + 1),
    ) &&
    (tokens[i + 2] === undefined ||
      tokens[i + 2]?.clause !== tokens[i]?.clause ||
      /^(moglich|mogelijk|possible|posible[s]?|possibles?|possibili|auftreten|vorkommen)$/.test(
        wordAt(tokens, i + 2),
      ))
  // "14 findings, several can be present at once"
  const ofThese =
    sameThing &&
    /^(can|may|could|konnen|pueden|peuvent|possono|podem)$/.test(wordAt(tokens, i + 1)) &&
    findBefore(tokens, i, 4, severalNouns) !== undefined
  // "Plusieurs possibles à la fois"
  const possible =
    several && /^(moglich|possible|posibles?|possibles|possibili|possiveis)$/.test(wordAt(tokens, i + 1))
  const classy =
    possible ||
    together ||
    atOnce ||
    ofThese ||
    (sameThing && findAfter(tokens, i + 1, 6, severalNouns) !== undefined)
  // "One label per image"
  const single =
    /^(one|single|exactly)$/.test(word) &&
    /^(label|class|category)$/.test(wordAt(tokens, i + hyphen)) &&
    /^(per|each|for|at)$/.test(wordAt(tokens, i + hyphen + 1))
  if (single && classified.has(field ?? '')) {
    brief.data.multiLabel = put(draft, 'multi-label', false, i, i + hyphen)
    return
  }
  if (!(named || overlaps || labelsOverlap || classy) || isNegated(tokens, i)) return
  if (field === 'time_series' || field === 'recommendation' || field === 'reinforcement_learning') return
  brief.data.multiLabel = put(draft, 'multi-label', true, i, named && word === 'multi' ? i + hyphen : i)
}
const classified: ReadonlySet<string> = new Set([
  'vision',
  'language',
  'audio',
  'tabular',
  'multimodal',
  'graph',
  'signals',
])
const severalNouns =
  /^(labels?|classes|topics?|tags?|categories|diseases?|species|defects?|instruments?|calls|objects|emotions|codes|genres|conditions|findings|assays|targets|endpoints|pathologies|patologias|patologie)$/
