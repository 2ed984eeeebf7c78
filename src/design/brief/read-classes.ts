/** The classes that are told apart: how many, by a scale, a choice or a list of names; and how many examples of each. */
import { type Draft, put } from './draft.js'
import { findBefore, isNear, wordAt } from './near.js'
import { classNouns, isPerClass, whole } from './put-count.js'
import type { Quantity } from './quantities.js'
import { saysYesOrNo } from './yes-or-no.js'

export function readClasses(draft: Draft, quantities: readonly Quantity[]): void {
  draft.tokens.forEach((_, i) => {
    readPolarity(draft, i)
    readYesOrNo(draft, i)
    readScale(draft, i)
    readLetters(draft, i)
  })
  for (const quantity of quantities) {
    const counts = quantity.unit.kind === 'count' && quantity.value > 0 && !draft.used.has(quantity.first)
    if (counts && !readPerClass(draft, quantity)) readChoice(draft, quantity)
  }
}

/** A longer list is told by its number. */
const mostListed = 12

/** "Spam or not", "toxic or not toxic", "binary classifier": two classes. */
function readYesOrNo(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const field = brief.domain?.value ?? ''
  const told = draft.said.has('classes') || brief.data.classes !== undefined
  if (told || !classifying.has(field) || field === 'tabular') return
  const orNot = wordAt(tokens, i) === 'or' && /^(not|no|non|nicht|nao|ham|none)$/.test(wordAt(tokens, i + 1))
  const binary =
    wordAt(tokens, i) === 'binary' && !/^(mask|masks|code|file|files|features?)$/.test(wordAt(tokens, i + 1))
  // "Person detection yes/no"
  const yesNo = saysYesOrNo(tokens, i)
  if (!orNot && !binary && !yesNo) return
  const several = brief.data.multiLabel?.value === true
  // "Nudity, violence or none": those before it too.
  let [count, from] = [2, i]
  while (orNot && count < mostListed && tokens[from - 2]?.text === ',' && tokens[from - 3]?.kind === 'word') {
    count += 1
    from -= 2
  }
  if (!several) brief.data.classes = put(draft, 'classes', count, from, yesNo ? i + 2 : orNot ? i + 1 : i)
}

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

/** "Energy label A to G": so many ordered classes. */
function readLetters(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const [low = '', high = ''] = [tokens[i]?.raw, tokens[i + 2]?.raw]
  if (low !== 'A' || !/^[C-H]$/.test(high) || !/^(to|-|–|bis)$/.test(wordAt(tokens, i + 1))) return
  const named = isNear(
    tokens,
    { first: i, last: i + 2 },
    4,
    /^(labels?|class|classes|grades?|ratings?|category|scores?)$/,
  )
  if (!named || draft.said.has('classes') || !classifying.has(brief.domain?.value ?? '')) return
  brief.data.classes = put(draft, 'classes', high.charCodeAt(0) - low.charCodeAt(0) + 1, i, i + 2)
}

/** "200 per class", "about 500 images of each", "20 utterances per speaker". */
function readPerClass(draft: Draft, quantity: Quantity): boolean {
  const { tokens, brief } = draft
  const { first, last, value } = quantity
  for (let d = 0; d <= 3; d += 1) {
    if (d > 0 && tokens[last + d]?.clause !== tokens[last]?.clause) break
    const per = isPerClass(draft, quantity, last + d)
    const each =
      /^(each)$/.test(wordAt(tokens, last + d + 1)) && !classNouns.test(wordAt(tokens, last + d + 2))
    const counts =
      draft.said.has('classes') ||
      draft.brief.data.classes !== undefined ||
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

const mostChoices = 100_000
const choosing =
  /^(into|any|one|which|among|between|to|from|in|identify|recogni[sz]e|distinguish|tell|unterscheide|erkenne|classify|sort|grade|predict|of)$/

/** "Into 8 groups", "any of 120 topics", "which of five plans", where no noun says it: small counts only. */
function readChoice(draft: Draft, quantity: Quantity): void {
  const { tokens, brief, said } = draft
  const { first, last, value } = quantity
  const field = brief.domain?.value
  if (!field || !classifying.has(field) || said.has('classes') || value < 2 || value > mostChoices) return
  if (!Number.isInteger(value) || tokens[last + 1]?.kind !== 'word') return
  const [before, beyond] = [wordAt(tokens, first - 1), wordAt(tokens, first - 2)]
  const ofPhrase = before === 'of' && /^(any|one|which|each)$/.test(beyond)
  const inWords = draft.language === 'en' ? /^into$/ : /^(into|in|en|em|dans|na|naar|w|на|por|a)$/
  const into = inWords.test(before) && findBefore(tokens, first, 8, classifyWords) !== undefined
  // 3分类, 3クラス分類: so many kinds to tell apart.
  const counted =
    /^(zh|ja|ko)$/.test(draft.language) &&
    wordAt(tokens, last + 1) === 'classify' &&
    tokens[last + 1]?.glued === true
  if (counted) {
    brief.data.classes = put(draft, 'classes', whole(value), first, last + 1)
    return
  }
  const toWords =
    before === 'to' && findBefore(tokens, first, 6, /^(route|routing|assign|map|send)$/) !== undefined
  // "Which of our 30k members" are rows; a choice is among few.
  const few = value <= 1000 || /^(one|any)$/.test(beyond)
  if (!(choosing.test(before) || into) || !few || !(ofPhrase || into || toWords)) return
  const noun =
    tokens[last + 2]?.kind === 'word' && tokens[last + 2]?.clause === tokens[last]?.clause
      ? last + 2
      : last + 1
  const end = /s$/.test(wordAt(tokens, last + 1)) ? last + 1 : noun
  brief.data.classes = put(draft, 'classes', whole(value), first, end)
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
  'signals',
])
