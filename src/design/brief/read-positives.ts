/** The rare answer: its share ("3% positives", "1 in 200"), how many cases of it are known, how many are labelled. */
import { type Draft, put } from './draft.js'
import { findAfter, findBefore, isNear, wordAt } from './near.js'
import { outcomes } from './nouns.js'
import { whole } from './put-count.js'
import type { Quantity } from './quantities.js'
import { asksYesOrNo } from './yes-or-no.js'

export function readPositives(draft: Draft, quantities: readonly Quantity[]): void {
  for (const quantity of quantities) {
    if (draft.used.has(quantity.first) || quantity.value <= 0) continue
    if (quantity.unit.kind === 'percent') {
      if (!readLabelledShare(draft, quantity)) readPositiveRate(draft, quantity)
    } else if (quantity.unit.kind === 'count' && !readOneIn(draft, quantity)) readCases(draft, quantity)
  }
}

/** "1% labelled" of so many nodes or rows. */
function readLabelledShare(draft: Draft, { first, last, value }: Quantity): boolean {
  const { tokens, brief, said } = draft
  const all = brief.data.nodes?.value ?? brief.data.rows?.value
  const labelled = /^(labell?ed|annotated)$/.test(wordAt(tokens, last + 1))
  if (!labelled || all === undefined || value >= 100) return false
  if (!said.has('labelled'))
    brief.data.labelled = put(draft, 'labelled', whole((value / 100) * all), first, last + 1)
  return true
}

const rareWords =
  /^(positive|positives|fraud|frauds|fraudulent|churn|churned|churners|default|defaults|defaulted|clicks?|clicked|convert|converted|conversions?|cancer|malignant|fakes?|counterfeits?|sick|ill|diseased|failures?|fail|failed|defective|defects?|faulty|spam|toxic|attacks?|anomal\w*|outliers?|minority|hateful|abuse|abusive|illicit|mules?|leave|leaves|left|quit|come|returned|returns?|late|died|die|respond|overdue|dropouts?|relapse|readmitted|prevalence|events|npas?|npls?|ausschuss|betrug|disdett\w*|bajas|resiliation\w*|rezygnacj\w*|cancellations?|positiv\w*)$/

/** "3% positives", "0.1% fraud", "churn rate 5%", "only 2% of them default". */
function readPositiveRate(draft: Draft, quantity: Quantity): void {
  const { tokens, brief } = draft
  const { first, last, value } = quantity
  if (value >= 100) return
  const ofThem = /^(of|are|is)$/.test(wordAt(tokens, last + 1)) ? 6 : 3
  const after = findAfter(tokens, last + 1, ofThem, rareWords)
  const sameClause = after !== undefined && tokens[after]?.clause === tokens[last]?.clause
  const rate = /^(rate|share|quote|prevalence|base|ctr|positives)$/
  const before = findBefore(tokens, first, 4, rate)
  const rated =
    before !== undefined &&
    (rareWords.test(wordAt(tokens, before - 1)) ||
      /^(positive|positives|prevalence|ctr)$/.test(wordAt(tokens, before)))
  // "Fraud: 0.2%", 이탈률 8%
  const beside = /^(:|=|is|~)$/.test(wordAt(tokens, first - 1)) ? first - 2 : first - 1
  const named = rareWords.test(wordAt(tokens, beside)) && tokens[beside]?.clause === tokens[first]?.clause
  if (!sameClause && !rated && !named && !fillsClause(draft, quantity)) return
  if (isNear(tokens, quantity, 3, /^(recall|precision|accuracy|accurate|correct|precise|auc|f1|discount)$/))
    return
  const [from, to] = rated
    ? [(before ?? first) - 1, last]
    : sameClause
      ? [first, after ?? last]
      : [beside, last]
  brief.data.positiveRate = put(draft, 'positive rate', share(value), from, to)
}

/** "Predict if a user buys: 5M users, 2%": a share by itself is that of the yes. */
function fillsClause({ tokens, brief }: Draft, { first, last }: Quantity): boolean {
  const alone =
    tokens[first - 1]?.clause !== tokens[first]?.clause &&
    (tokens[last + 1] === undefined || tokens[last + 1]?.clause !== tokens[last]?.clause)
  const comma = tokens[first - 1]?.text === ',' && tokens[last + 1]?.clause !== tokens[last]?.clause
  return (alone || comma) && brief.domain?.value === 'tabular' && asksYesOrNo(tokens)
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

/** "9 of them left", "40 of which were fraudulent". */
const turnedWords =
  /^(left|leave|churned|cancell?ed|failed|defaulted|positive|positives|fraudulent|fraud|converted|died|sick|relapsed)$/
const outcomeFields: ReadonlySet<string> = new Set(['tabular', 'graph', 'anomaly_detection'])

const caseWords =
  /^(fraud|frauds|mules|positives?|cases|incidents|faults|failures|anomalies|attacks|defects|churners|examples|accounts|events|breakdowns|relapses|fraudsters|attackers|thieves|patients)$/

/** "1,200 known mules", "610 failures", "9 of them left"; "captions exist for 300k of them" counts labels. */
function readCases(draft: Draft, quantity: Quantity): void {
  const { tokens, brief } = draft
  const { first, last, value } = quantity
  const them =
    wordAt(tokens, last + 1) === 'of' && /^(them|which|these|those)$/.test(wordAt(tokens, last + 2))
  // "900 with masks", beside others without
  const own = /^(with|have|has|carry|mit|con|avec|com)$/.test(wordAt(tokens, last + 1))
    ? findAfter(tokens, last + 2, 2, labelNouns)
    : undefined
  if (own !== undefined && value >= 2 && !draft.said.has('labelled')) {
    brief.data.labelled = put(draft, 'labelled', whole(value), first, own)
    delete brief.data.labels
    return
  }
  const told = them ? findBefore(tokens, first, 5, labelNouns) : undefined
  if (told !== undefined) {
    brief.data.labelled = put(draft, 'labelled', whole(value), told, last + 2)
    return
  }
  const end =
    (them ? findAfter(tokens, last + 3, 3, turnedWords) : undefined) ??
    outcomeAt(draft, quantity) ??
    knownCase(draft, quantity)
  if (end !== undefined) brief.data.positives = put(draft, 'positives', whole(value), first, end)
}

const labelNouns = /^(captions?|labels?|annotations?|tags|masks)$/

/** The noun of "610 failures", where it is no rate and less than all rows. */
function outcomeAt({ tokens, brief }: Draft, { last, value }: Quantity): number | undefined {
  const counts = outcomes.test(wordAt(tokens, last + 1)) && outcomeFields.has(brief.domain?.value ?? '')
  if (!counts || /^(per|a|\/)$/.test(wordAt(tokens, last + 2))) return undefined
  return value < (brief.data.rows?.value ?? Number.POSITIVE_INFINITY) ? last + 1 : undefined
}

/** The noun of "1,200 known mules", "300 confirmed frauds", "450 positives". */
function knownCase({ tokens }: Draft, { last }: Quantity): number | undefined {
  const word = wordAt(tokens, last + 1)
  const noun = findAfter(tokens, last + 1, 4, caseWords)
  const marked =
    /^(known|confirmed|verified|recorded|documented|past|positive|positives|labell?ed|bekannte|bestatigte)$/.test(
      word,
    )
  if (!marked || noun === undefined || tokens[noun]?.clause !== tokens[last]?.clause) return undefined
  // Labelled examples need not be positive ones.
  const any = /^labell?ed$/.test(word) && /^(examples|events|accounts|cases)$/.test(wordAt(tokens, noun))
  return any ? undefined : noun
}
