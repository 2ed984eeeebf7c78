/** What is known of the right answers: whether there are labels, how many of a class, how rare the positive one is. */
import { type Draft, put } from './draft.js'
import { findAfter, findBefore, isNear, wordAt } from './near.js'
import { classNouns, isPerClass, whole } from './put-count.js'
import type { Quantity } from './quantities.js'
import type { Token } from './tokens.js'
import { isNegated, negationOf } from './vocabulary.js'

export function readLabels(draft: Draft, quantities: readonly Quantity[]): void {
  draft.tokens.forEach((_, i) => {
    readWhether(draft, i)
    readSeveral(draft, i)
    readPolarity(draft, i)
    readScale(draft, i)
  })
  for (const quantity of quantities) {
    if (draft.used.has(quantity.first) || quantity.value <= 0) continue
    if (quantity.unit.kind === 'percent') readPositiveRate(draft, quantity)
    else if (quantity.unit.kind === 'count')
      readOneIn(draft, quantity) ||
        readPerClass(draft, quantity) ||
        readPositives(draft, quantity) ||
        readChoice(draft, quantity)
  }
  settleLabelled(draft)
}

/** Where nothing is labelled, the examples are only examples. */
function settleLabelled({ brief, said }: Draft): void {
  const { labels, labelled, rows } = brief.data
  if (labels?.value !== 'none' || !labelled || rows || !said.has('labels')) return
  if (/label|annot|tagg|ラベル|标注|라벨|размеч|etiq|etich|rotul/i.test(labelled.words ?? '')) return
  brief.data.rows = labelled
  delete brief.data.labelled
}

const labelWords =
  /^(labels?|labell?ed|annotations?|annotated|ground|tagged|etiquetas?|etichett|anotacoes|metki|etiketi?)$/
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

function whetherAt({ tokens, said, used }: Draft, i: number): Whether | undefined {
  const word = wordAt(tokens, i)
  if (/^(unlabell?ed|unannotated|unsupervised)$/.test(word) && !said.has('labelled'))
    return { value: 'none', first: i, last: i }
  if (labelWords.test(word) && !used.has(i)) {
    const from = negationOf(tokens, i)
    if (from !== undefined) return { value: 'none', first: Math.min(from, i), last: Math.max(from, i) }
    const few = findBefore(tokens, i, 4, fewWords)
    const beside = few !== undefined && tokens[few]?.clause === tokens[i]?.clause
    return beside ? { value: 'few', first: few, last: i } : undefined
  }
  if (/^(confirmed|known|verified)$/.test(word)) {
    const few = findBefore(tokens, i, 4, /^(handful|few|couple|dozen)$/)
    return few === undefined ? undefined : { value: 'few', first: few, last: i }
  }
  return onlyGood(tokens, i)
}

const wares =
  /^(samples?|parts?|images?|sounds?|data|examples?|free|photos?|pieces?|cloth|units?|products?|recordings?)$/

/** "Only good samples", "normal data only", "defect-free parts only": nothing shows what is wrong. */
function onlyGood(tokens: readonly Token[], i: number): Whether | undefined {
  if (!/^(good|normal|healthy|clean|defect)$/.test(wordAt(tokens, i))) return undefined
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
  const several = /^(several|multiple|mehrere|varios|varias|plusieurs)$/.test(word)
  const sameThing =
    several && findAfter(tokens, i + 1, 8, /^(once|per|gleichzeitig|simultaneously|each|same)$/) !== undefined
  const classy = sameThing && findAfter(tokens, i + 1, 6, severalNouns) !== undefined
  if (!(named || overlaps || classy) || isNegated(tokens, i)) return
  if (field === 'time_series' || field === 'recommendation' || field === 'reinforcement_learning') return
  brief.data.multiLabel = put(draft, 'multi-label', true, i, named && word === 'multi' ? i + hyphen : i)
}
const severalNouns =
  /^(labels?|classes|topics?|tags?|categories|diseases?|species|defects?|instruments?|calls|objects|emotions|codes|genres|conditions|findings)$/

/** "Positive, neutral or negative" are three classes. */
function readPolarity(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  if (brief.domain?.value !== 'language' || wordAt(tokens, i) !== 'positive' || draft.said.has('classes'))
    return
  const around = tokens.slice(Math.max(0, i - 5), i + 6)
  const negative = around.some(({ text }) => text === 'negative')
  if (!negative) return
  const neutral = around.some(({ text }) => /^(neutral|mixed)$/.test(text))
  brief.data.classes = put(draft, 'classes', neutral ? 3 : 2, i, i)
}

/** "Rated from 1 to 5", "stars 1-5": so many ordered classes. */
function readScale(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const [low, high] = [tokens[i], tokens[i + 2]]
  if (low?.kind !== 'number' || low.value !== 1 || high?.kind !== 'number') return
  const top = high.value ?? 0
  const rated = isNear(
    tokens,
    { first: i, last: i + 2 },
    5,
    /^(rate|rates|rated|ratings?|scale|score|scores|grade|grades|stars?|severity|level|levels|note)$/,
  )
  if (
    !/^(to|-|–|bis|a)$/.test(wordAt(tokens, i + 1)) ||
    !rated ||
    top < 2 ||
    top > 10 ||
    draft.said.has('classes')
  )
    return
  if (!classifying.has(brief.domain?.value ?? '')) return
  brief.data.classes = put(draft, 'classes', whole(top), i, i + 2)
}

const rareWords =
  /^(positive|positives|fraud|frauds|fraudulent|churn|churned|churners|default|defaults|defaulted|clicks?|clicked|convert|converted|conversions?|cancer|malignant|sick|ill|diseased|failures?|fail|failed|defective|defects?|faulty|spam|toxic|attacks?|anomal\w*|outliers?|minority|hateful|abuse|abusive|illicit|mules?|leave|dropouts?|relapse|prevalence|events|ausschuss|betrug|positiv\w*)$/

/** "3% positives", "0.1% fraud", "churn rate 5%", "only 2% of them default". */
function readPositiveRate(draft: Draft, quantity: Quantity): void {
  const { tokens, brief } = draft
  const { first, last, value } = quantity
  if (value >= 100) return
  const ofThem = /^(of|are|is)$/.test(wordAt(tokens, last + 1)) ? 6 : 3
  const after = findAfter(tokens, last + 1, ofThem, rareWords)
  const sameClause = after !== undefined && tokens[after]?.clause === tokens[last]?.clause
  const rate = /^(rate|share|quote|prevalence|base|ctr)$/
  const before = findBefore(tokens, first, 4, rate)
  const rated =
    before !== undefined &&
    (rareWords.test(wordAt(tokens, before - 1)) || /^(positive|prevalence|ctr)$/.test(wordAt(tokens, before)))
  if (!sameClause && !rated) return
  if (isNear(tokens, quantity, 3, /^(recall|precision|accuracy|auc|f1|discount)$/)) return
  const [from, to] = rated ? [(before ?? first) - 1, last] : [first, after ?? last]
  brief.data.positiveRate = put(draft, 'positive rate', share(value), from, to)
}

const share = (percent: number) => Number((percent / 100).toPrecision(12))

/** "1 in 200 is fraud", "one out of 500 parts". */
function readOneIn(draft: Draft, { first, last, value }: Quantity): boolean {
  const { tokens, brief } = draft
  const out = wordAt(tokens, last + 1) === 'out' ? 1 : 0
  const joint = wordAt(tokens, last + 1 + out)
  const whole = tokens[last + 2 + out]
  const next = wordAt(tokens, last + 3 + out)
  const magnitude = next === 'k' ? 1000 : 1
  if (value !== 1 || !/^(in|of|von|de)$/.test(joint) || whole?.kind !== 'number') return false
  const total = (whole.value ?? 0) * magnitude
  if (total < 10) return false
  brief.data.positiveRate = put(
    draft,
    'positive rate',
    Number((1 / total).toPrecision(12)),
    first,
    last + 2 + out,
  )
  return true
}

/** "200 per class", "about 500 images of each", "20 utterances per speaker". */
function readPerClass(draft: Draft, quantity: Quantity): boolean {
  const { tokens, brief } = draft
  const { first, last, value } = quantity
  for (let d = 0; d <= 3; d += 1) {
    if (d > 0 && tokens[last + d]?.clause !== tokens[last]?.clause) break
    const per = isPerClass(draft, quantity, last + d)
    const each =
      /^(each)$/.test(wordAt(tokens, last + d + 1)) && d > 0 && !classNouns.test(wordAt(tokens, last + d + 2))
    const counts =
      draft.said.has('classes') ||
      findBefore(tokens, first, 8, /^(classes|categories|species|types|kinds)$/) !== undefined
    if (!per && !(each && counts && wordAt(tokens, last + d + 2) !== 'of')) continue
    brief.data.examplesPerClass = put(
      draft,
      'examples per class',
      whole(value),
      first,
      last + d + (per ? 2 : 1),
    )
    return true
  }
  return false
}

/** "9 of them left", "40 of which were fraudulent". */
const turnedWords =
  /^(left|leave|churned|cancell?ed|failed|defaulted|positive|positives|fraudulent|fraud|converted|died|sick|relapsed)$/
/** Nouns that are outcomes by themselves: "610 failures". */
const outcomes = /^(failures|frauds|fraudsters|defaults|churners|deaths|bankruptcies|relapses|breakdowns)$/
const outcomeFields: ReadonlySet<string> = new Set(['tabular', 'graph', 'anomaly_detection'])

const caseWords =
  /^(fraud|frauds|mules|positives?|cases|incidents|faults|failures|anomalies|attacks|defects|churners|examples|accounts|events|breakdowns|relapses|fraudsters|attackers|thieves|patients)$/

/** "1,200 known mules", "300 confirmed frauds", "450 positives". */
function readPositives(draft: Draft, { first, last, value }: Quantity): boolean {
  const { tokens, brief } = draft
  const word = wordAt(tokens, last + 1)
  const noun = findAfter(tokens, last + 1, 4, caseWords)
  const them = word === 'of' && /^(them|which|these|those)$/.test(wordAt(tokens, last + 2))
  const turned = them ? findAfter(tokens, last + 3, 3, turnedWords) : undefined
  if (turned !== undefined) {
    brief.data.positives = put(draft, 'positives', whole(value), first, turned)
    return true
  }
  const plain =
    outcomes.test(word) &&
    outcomeFields.has(brief.domain?.value ?? '') &&
    !/^(per|a|\/)$/.test(wordAt(tokens, last + 2))
  if (plain && value < (brief.data.rows?.value ?? Number.POSITIVE_INFINITY)) {
    brief.data.positives = put(draft, 'positives', whole(value), first, last + 1)
    return true
  }
  const marked = /^(known|confirmed|verified|positive|positives|labell?ed|bekannte|bestatigte)$/.test(word)
  if (!marked || noun === undefined || tokens[noun]?.clause !== tokens[last]?.clause) return false
  if (/^labell?ed$/.test(word) && /^(examples|events|accounts|cases)$/.test(wordAt(tokens, noun)))
    return false
  if (word === 'positive' && wordAt(tokens, noun) === 'examples' && value > 1e6) return false
  brief.data.positives = put(draft, 'positives', whole(value), first, noun)
  return true
}

const mostChoices = 100_000
const choosing =
  /^(into|any|one|which|among|between|to|from|in|identify|recogni[sz]e|distinguish|tell|unterscheide|erkenne|classify|sort|grade|predict|of)$/

/** "Into 8 groups", "any of 120 topics", "which of five plans", where no noun says it: small counts only. */
function readChoice(draft: Draft, quantity: Quantity): boolean {
  const { tokens, brief, said } = draft
  const { first, last, value } = quantity
  const field = brief.domain?.value
  if (!field || !classifying.has(field) || said.has('classes') || value < 2 || value > mostChoices)
    return false
  if (!Number.isInteger(value) || tokens[last + 1]?.kind !== 'word') return false
  const [before, beyond] = [wordAt(tokens, first - 1), wordAt(tokens, first - 2)]
  const ofPhrase = before === 'of' && /^(any|one|which|each)$/.test(beyond)
  const inWords = draft.language === 'en' ? /^into$/ : /^(into|in|en|em|dans|na|naar|w|на|por|a)$/
  const into = inWords.test(before) && findBefore(tokens, first, 8, classifyWords) !== undefined
  const toWords =
    before === 'to' && findBefore(tokens, first, 6, /^(route|routing|assign|map|send)$/) !== undefined
  // "Which of our 30k members" are rows; a choice is among few.
  const few = value <= 1000 || /^(one|any)$/.test(beyond)
  if (!(choosing.test(before) || into) || !few || !(ofPhrase || into || toWords)) return false
  const noun =
    tokens[last + 2]?.kind === 'word' && tokens[last + 2]?.clause === tokens[last]?.clause
      ? last + 2
      : last + 1
  const end = /s$/.test(wordAt(tokens, last + 1)) ? last + 1 : noun
  brief.data.classes = put(draft, 'classes', whole(value), first, end)
  return true
}
const classifyWords =
  /^(classif\w*|sort|sorts|sorting|route|routing|categori\w*|assign|divide|group|grade|label|klassifi\w*|clasific\w*)$/
const classifying: ReadonlySet<string> = new Set([
  'vision',
  'language',
  'audio',
  'tabular',
  'multimodal',
  'graph',
])
