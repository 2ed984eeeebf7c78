/**
 * Which domain a request belongs to, by votes of its words: data types and targets weigh most, single words little
 * (design.md 5.1). Also tells a design request from other text.
 */
import type { Domain } from './brief.js'
import type { Token } from './tokens.js'

interface Vote {
  readonly stem: string
  readonly domain: Domain
  readonly weight: number
}

/** Stems by domain; a trailing `!` means the whole word only. */
const table: readonly (readonly [Domain, number, string])[] = [
  ['time_series', 4, 'forecast timeseries zeitreihe vorhersag prognos pronostic prevision nowcast'],
  [
    'time_series',
    2,
    'seasonal saisonal horizon demand! stromverbrauch lastgang nachfrage demanda absatz arima prophet multistep lookback intermittent',
  ],
  [
    'time_series',
    1.5,
    'trajector sales energy load! consumption verbrauch price! prices traffic temperature weather electricity umsatz ventas consumo inventory occupancy',
  ],
  [
    'vision',
    4,
    'image! images! photo bild! bilder imagen segmentation segment! ocr! camera kamera video! videos! pixel defect detection! visual x-ray xray mri! radiolog satellite',
  ],
  [
    'language',
    4,
    'text! texts! document ticket! tickets! support! sentiment llm! llama mistral! bert! gpt! chatbot summar translat nlp! rag! email! emails! language! tuning! finetun fine-tune prompt! intent! ner! faq',
  ],
  ['recommendation', 5, 'recommend recommender recs! empfehl recomend two-tower personaliz personalis'],
  ['recommendation', 2, 'clicks! purchase! skus! catalog! catalogue! playlist next-purchase'],
  [
    'reinforcement_learning',
    4,
    'reinforcement policy! reward simulator bandit robot agent! torque controller rl! gym! dosing',
  ],
  ['tabular', 1, 'customers! kunden! clientes!'],
  ['tabular', 4, 'churn tabular cancel! cancels! credit fraud conversion! kundigung default! attrition'],
  [
    'tabular',
    2.5,
    'columns! column! spalten columnas rows! csv! table! regression! classification! features! loan applicants lead! leads!',
  ],
  [
    'audio',
    4,
    'audio speech! voice! sound! sounds! acoustic microphone spectrogram keyword! transcri wakeword bird! music',
  ],
  ['multimodal', 4, 'multimodal invoice! invoices! receipts! scanned! vision-language image-text layout!'],
  ['multi_task', 6, 'multitask multi-task'],
  ['multi_task', 2, 'jointly!'],
  ['anomaly_detection', 5, 'anomal outlier novelty! ausreisser intrusion'],
  ['anomaly_detection', 1.5, 'alert! alerts! alarm fault! faults! monitoring!'],
  ['graph', 5, 'graph! graphs! gnn! molecul compound! compounds! node! nodes! knowledge-graph solubility'],
]

const byHead = new Map<string, Vote[]>()
for (const [domain, weight, stems] of table)
  for (const stem of stems.split(' ')) {
    const head = stem.slice(0, 3)
    byHead.set(head, [...(byHead.get(head) ?? []), { stem, domain, weight }])
  }

export interface DomainReading {
  readonly domain: Domain | undefined
  readonly words: string
  readonly score: number
  /** The second best, where it is close. */
  readonly rival?: Domain
}

/** @param hasHorizon a length of time was read as how far ahead to predict */
export function readDomain(tokens: readonly Token[], hasHorizon: boolean): DomainReading {
  const scores = new Map<Domain, number>()
  const words = new Map<Domain, string>()
  const seen = new Set<string>()
  tokens.forEach((token, i) => {
    if (token.kind !== 'word') return
    for (const vote of votesFor(token, tokens[i + 1], tokens[i + 2])) {
      const key = `${vote.domain} ${vote.stem}`
      // A word said twice is not twice the evidence.
      scores.set(vote.domain, (scores.get(vote.domain) ?? 0) + (seen.has(key) ? 0.25 : vote.weight))
      seen.add(key)
      if (!words.has(vote.domain)) words.set(vote.domain, token.raw)
    }
    if (token.text === 'time' && /^(series|reihe)$/.test(tokens[i + 1]?.text ?? ''))
      vote(scores, words, 'time_series', 6, 'time series')
    if (token.text === 'series' && tokens[i + 1]?.text === 'temporales')
      vote(scores, words, 'time_series', 6, 'series temporales')
    if (/^(which|welche|whether)$/.test(token.text)) vote(scores, words, 'tabular', 1.5, token.raw)
  })
  if (hasHorizon) vote(scores, words, 'time_series', 2.5, 'a horizon')
  const ranked = [...scores].sort((a, b) => b[1] - a[1])
  const [best, second] = ranked
  if (!best || best[1] < 1.5) return { domain: undefined, words: '', score: best?.[1] ?? 0 }
  const rival = second && second[1] > 0.8 * best[1] ? { rival: second[0] } : {}
  return { domain: best[0], words: words.get(best[0]) ?? '', score: best[1], ...rival }
}

function vote(
  scores: Map<Domain, number>,
  words: Map<Domain, string>,
  domain: Domain,
  weight: number,
  why: string,
) {
  scores.set(domain, (scores.get(domain) ?? 0) + weight)
  if (!words.has(domain)) words.set(domain, why)
}

/** A stem matches the word alone, or the word joined to the next by a hyphen (`two-tower`). */
function votesFor(token: Token, dash: Token | undefined, next: Token | undefined): Vote[] {
  const joined = dash?.text === '-' && next?.kind === 'word' ? `${token.text}-${next.text}` : token.text
  return (byHead.get(token.text.slice(0, 3)) ?? []).filter(({ stem }) => {
    if (stem.endsWith('!')) return token.text === stem.slice(0, -1)
    return token.text.startsWith(stem) || (stem.includes('-') && joined.startsWith(stem))
  })
}

const intent = new Map<string, number>()
for (const [weight, words] of [
  [
    2,
    'predict predicts predicting prediction classify classifier regression model models modell modelo modele neural network ml architecture architektur arquitectura algorithm machine-learning forecast forecasting vorhersagen vorhersage prognose predecir prediccion pronostico detect recommend recommendation recommender cluster embedding finetune',
  ],
  [
    1,
    'design propose build train training learn learning data dataset features accuracy ai entwirf baue diseña disena entrenar daten datos estimate rank score tune fine identify extract route segment transcribe',
  ],
] as const)
  for (const word of words.split(' ')) intent.set(word, weight)

const questionWords = new Set(
  'what whats when who where why how is are was do does can could tell'.split(' '),
)

/** How strongly the words ask for something to be modelled: 2 and more is a request. */
export function designIntent(tokens: readonly Token[]): number {
  const seen = new Set<string>()
  let score = 0
  for (const { kind, text } of tokens) {
    if (kind !== 'word' || seen.has(text)) continue
    seen.add(text)
    score += intent.get(text) ?? 0
  }
  return score
}

/** "What's the weather forecast for tomorrow?" asks for an answer, not for a model. */
export function asksForAnAnswer(tokens: readonly Token[]): boolean {
  const first = tokens.find(({ kind }) => kind === 'word')
  const makes = tokens.some(({ text }) =>
    /^(model|models|design|architecture|build|train|network|approach|algorithm)$/.test(text),
  )
  return first !== undefined && questionWords.has(first.text) && !makes
}
