/** What words say of the field together that none says alone. */
import type { Domain } from './brief.js'
import { meansOther } from './homonyms.js'
import { joinedModalities, modalityMentions, speechToText } from './modalities.js'
import { type CountRole, countNoun } from './nouns.js'
import { severalTargets } from './several-targets.js'
import type { Token } from './tokens.js'
import { isNegated } from './vocabulary.js'
import { type Evidence, vote } from './votes.js'
import { wordPairs } from './word-pairs.js'
import { asksYesOrNo } from './yes-or-no.js'

const scoreOf = (evidence: ReadonlyMap<Domain, Evidence>, domain: Domain) => evidence.get(domain)?.score ?? 0

const severalWeight = 3
/** "One network for A and B" says that they are learned together. */
const oneForAll = 4
/** Where several targets are named for sure. */
const namedSeveral = 3
const pairWeight = 2.5
const linkWeight = 3.5
const spokenWeight = 6

export function weighTogether(tokens: readonly Token[], evidence: Map<Domain, Evidence>): void {
  // Pictures and text for one answer: what spoke for either field speaks for both together.
  const spoken = speechToText(tokens)
  if (spoken) vote(evidence, 'audio', spokenWeight, spoken.first, spoken.last)
  const joined = spoken ? undefined : joinedModalities(modalityMentions(tokens), tokens)
  if (joined) {
    // Columns beside pictures alone are often the smaller part; beside pictures and text they are a third input.
    const table = joined.names.includes('table') && joined.names.length > 2 ? (['tabular'] as const) : []
    const fields = ['vision', 'language', 'audio', ...table] as const
    const senses = fields.map((domain) => scoreOf(evidence, domain))
    vote(
      evidence,
      'multimodal',
      pairWeight + senses.reduce((sum, score) => sum + score, 0),
      joined.first,
      joined.last,
    )
  }
  const firsts = firstPlaces(tokens)
  for (const { names, weight, groups } of wordPairs) {
    const found = placesOf(tokens, firsts, groups)
    if (found) vote(evidence, names, weight, found.first, found.last)
  }
  weighSeveral(tokens, evidence)
  moveTuning(tokens, evidence)
  moveAnomalies(evidence)
  moveSignals(tokens, evidence)
  moveYesOrNo(tokens, evidence)
  // So many people and so many things to choose from.
  const [people, things] = [countedAs(tokens, 'users'), countedAs(tokens, 'items')]
  if (people >= 0 && things >= 0)
    vote(evidence, 'recommendation', pairWeight, Math.min(people, things), Math.max(people, things))
  // A graph, and what would be its edges.
  const events = Math.max(countedAs(tokens, 'events'), countedAs(tokens, 'edges'))
  const linked = scoreOf(evidence, 'graph') > 0 || tokens.some(({ text }) => text === 'network')
  if (linked && events >= 0) vote(evidence, 'graph', linkWeight, events, events)
}

function weighSeveral(tokens: readonly Token[], evidence: Map<Domain, Evidence>): void {
  const several = severalTargets(tokens)
  if (several) {
    const weight = severalWeight + (several.together ? oneForAll : 0)
    vote(evidence, 'multi_task', weight, several.first, several.last)
  }
  // Whatever the several targets are read from: it is the fields' own model with several heads.
  if (scoreOf(evidence, 'multi_task') < namedSeveral) return
  const fields = ['tabular', 'vision', 'language', 'audio', ...(several?.together ? ['recommendation'] : [])]
  const own = fields.map((domain) => scoreOf(evidence, domain as Domain))
  const { heaviest } = evidence.get('multi_task') ?? { heaviest: { first: 0, last: 0 } }
  vote(evidence, 'multi_task', Math.max(...own), heaviest.first, heaviest.last, 0)
}

/** Where each word stands first; words that mean something else where they stand are left out. */
export function firstPlaces(tokens: readonly Token[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  tokens.forEach(({ kind, text }, i) => {
    if (kind === 'word' && !places.has(text) && !meansOther(tokens, i)) places.set(text, i)
  })
  return places
}

/** A place for every group of words, or nothing; a word that is denied is no place. */
export function placesOf(
  tokens: readonly Token[],
  firsts: ReadonlyMap<string, number>,
  groups: readonly RegExp[],
): { readonly first: number; readonly last: number } | undefined {
  const places: number[] = []
  for (const group of groups) {
    const found = [...firsts].find(([word, at]) => !places.includes(at) && group.test(word))
    if (!found || isNegated(tokens, found[1])) return undefined
    places.push(found[1])
  }
  const at = Math.min(...places)
  return { first: at, last: at }
}

/** Where a number stands before such a noun, with a word or two between; -1 if nowhere. */
function countedAs(tokens: readonly Token[], role: CountRole): number {
  return tokens.findIndex(({ kind, text }, i) => {
    if (kind !== 'word' || countNoun(text) !== role) return false
    return tokens.slice(Math.max(0, i - 3), i).some((token) => token.kind === 'number')
  })
}

/** A field's own data: from here on, anomalies in it are that field's. */
const ownData = 3

/** Anomalies in pictures or sounds are looked for by what sees and hears: the data decides. */
function moveAnomalies(evidence: Map<Domain, Evidence>): void {
  const anomalies = evidence.get('anomaly_detection')
  if (!anomalies) return
  for (const domain of ['vision', 'audio'] as const) {
    const own = evidence.get(domain)
    if (!own || own.score < ownData) continue
    evidence.set(domain, { ...own, score: own.score + anomalies.score })
    evidence.delete('anomaly_detection')
    return
  }
}

const filmed =
  /^(filmed|images?|photos?|pictures?|videos?|cameras?|webcams?|footage|pixels?|scans?|x-?rays?)$/
const heard = /^(sounds?|audio|acoustic\w*|microphones?|mics?|speech|voices?)$/
const ofBodies = /^(ecgs?|ekgs?|eegs?|s?emgs?|ppgs?|accelerometer\w*|imus?|heartbeats?)$/
const unknownCases = /^(anomal\w*|outliers?|unsupervised|unlabell?ed|novelt\w*)$/
const knownCases = /^(labell?ed|annotated|classif\w*|classes)$/

/**
 * A bearing on a photo is seen and one at a microphone is heard; what is odd without known cases is an anomaly, whatever
 * it is measured with; a heartbeat that somebody has called abnormal is a class.
 */
function moveSignals(tokens: readonly Token[], evidence: Map<Domain, Evidence>): void {
  const signals = evidence.get('signals')
  if (!signals) return
  const says = (words: RegExp) => tokens.some(({ text }, i) => words.test(text) && !isNegated(tokens, i))
  const anomalies = evidence.get('anomaly_detection')
  const [odd, known] = [says(unknownCases), says(knownCases)]
  const to =
    evidence.has('vision') && says(filmed)
      ? ('vision' as const)
      : evidence.has('audio') && says(heard)
        ? ('audio' as const)
        : anomalies && odd && !known
          ? ('anomaly_detection' as const)
          : undefined
  if (to) {
    const own = evidence.get(to)
    if (own) evidence.set(to, { ...own, score: own.score + signals.score })
    evidence.delete('signals')
  } else if (anomalies && known && !odd && says(ofBodies)) {
    evidence.set('signals', { ...signals, score: signals.score + anomalies.score })
    evidence.delete('anomaly_detection')
  }
}

/** What fine-tuning weighs as a word of language. */
const tuningWeight = 4

/** Networks that see and hear are fine-tuned too: beside their data, tuning speaks for nothing. */
function moveTuning(tokens: readonly Token[], evidence: Map<Domain, Evidence>): void {
  const language = evidence.get('language')
  const seen = Math.max(scoreOf(evidence, 'vision'), scoreOf(evidence, 'audio'))
  const tuned = tokens.some(({ text }, i) => {
    const next = tokens[i + 1]?.text === '-' ? tokens[i + 2] : tokens[i + 1]
    return /^finetun/.test(text) || (text === 'fine' && /^tun/.test(next?.text ?? ''))
  })
  if (language && seen >= ownData && tuned)
    evidence.set('language', { ...language, score: language.score - tuningWeight })
}

/** A yes or no about what lies ahead is learned from rows: what spoke for a forecast speaks for it. */
function moveYesOrNo(tokens: readonly Token[], evidence: Map<Domain, Evidence>): void {
  if (!asksYesOrNo(tokens)) return
  const forecast = evidence.get('time_series')
  if (forecast) vote(evidence, 'tabular', forecast.score, forecast.heaviest.first, forecast.heaviest.last, 0)
  evidence.delete('time_series')
  const at = tokens.findIndex(({ text }) => /^(predict\w*|whether|prob|probability|likelihood)$/.test(text))
  vote(evidence, 'tabular', pairWeight, Math.max(0, at), Math.max(0, at), 0)
}
