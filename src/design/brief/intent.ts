/** Whether a text asks for something to be designed, or for something else: an answer, an errand, small talk. */
import { type DomainReading, reportsAForecast } from './domain.js'
import { compoundHead } from './language.js'
import type { Token } from './tokens.js'
import { familyWord } from './vocabulary.js'

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Words of modelling and of data: one of them beside words of a domain makes a request. */
const modelling = setOf(
  'predict predicts predicting prediction predictions classify classifier classification regression model models ' +
    'modell modelo modele neural network networks ml algorithm forecast forecasting forecasts vorhersagen ' +
    'vorhersage prognose predecir prediccion predire pronostico pronosticar prevision prevoir detect detection recommend ' +
    'recommendation recommender embedding finetune fine recognition identification translation architecture ' +
    'architektur arquitectura design propose build train training learn learning data dataset features accuracy ai ' +
    'ki ia entwirf baue disena entrenar daten datos donnees estimate rank score scoring tune identify extract ' +
    'route segment segmentation transcribe generate optimise optimize spotting nlp rl tag flag flags filter cloning ' +
    'pairs paires pares paare coppie labelled labeled annotated unlabelled labels grade sort count spot imitate verify verification diarization tagging retrieval ranking captioning matching diagnose match associer associar zuordnen apparier rapprocher emparejar abbinare deduplicate cluster clustering segmenting pretrain pretraining prognosticate simulator scanned clasificar clasificacion clasificador klassifikation klassifizieren classifier reconocimiento reconnaissance',
)

/** What is asked for when somebody wants a model without saying what for. */
const models = setOf(
  'model models modell modelo modele network networks netz architecture architektur arquitectura classifier ' +
    'regressor predictor algorithm ai ki ia ml',
)
const makers = setOf(
  'design propose build create make give train suggest develop need want entwirf entwerfe baue entwickle brauche ' +
    'brauchen disena crea necesito necesitamos propon concevoir propose',
)

const askingWords = setOf(
  'what whats when who whos where why how hows is are was were does did will would ' +
    'was wer wann warum wieso wo wie que quien cuando cual como donde qui quand quel quelle comment pourquoi',
)
/** Errands for an assistant of another kind. */
const errands = setOf(
  'translate summarize summarise play remind set tell write print show reveal delete drop schedule order buy book call send ' +
    'post open close explain say sing ignore forget repeat act pretend run execute fix debug install',
)
const politeness = setOf(
  'please bitte hey hi hello hallo hola bonjour ok okay so and also now do can could would you we i me ml bot ' +
    'assistant por favor',
)

/** How many different words of the text are about modelling or data. */
function modellingWords(tokens: readonly Token[]): number {
  const found = new Set<string>()
  tokens.forEach(({ kind, text }, i) => {
    const counts =
      kind === 'word' && (modelling.has(compoundHead(text) ?? text) || familyWord(text) !== undefined)
    if (counts && !reportsAForecast(tokens, i)) found.add(text)
  })
  return found.size
}

/** A score from which the words of a domain leave no doubt by themselves: a named task or two kinds of its data. */
const clearScore = 4
const leastScore = 2.5
/** Where nothing else speaks of a model: no single word says so much. */
const certainScore = 6
const weakScore = 1.5
/** A bare list of so many facts of the problem ("63 days, hourly, 20 stores") is a brief. */
const enoughFacts = 3
/** What anybody may say who asks for something else: these make no brief. */
const passing = setOf(
  'subject team languages deadline output deployment metric conflicts users budget infrastructure wantedFamilies',
)
/** After a question, so many words go on with something else. */
const furtherWords = 5

/**
 * @param domain what the words were read as
 * @param said the facts that the words gave, by name
 */
export function asksForADesign(
  tokens: readonly Token[],
  domain: DomainReading,
  said: ReadonlyMap<string, unknown>,
): boolean {
  const facts = [...said.keys()].filter((fact) => !passing.has(fact)).length
  const clear = domain.wordScore >= clearScore
  // A question that holds a whole brief asks for its design, and so does a brief behind an errand.
  if (isQuestion(tokens)) {
    const rest = afterQuestion(tokens)
    // "Which banner of 5 to show, 40k visits a day": a question with the numbers of its problem.
    if (clear && facts >= 2) return true
    return facts >= enoughFacts || (rest.length > 0 && clear && modellingWords(rest) > 0 && !isErrand(rest))
  }
  if (isErrand(tokens) || isFault(tokens))
    return clear && (facts >= 2 || (facts >= 1 && modellingWords(tokens) > 0))
  if (facts === 0 && isStatement(tokens)) return false
  if (wantsAModel(tokens)) return true
  if (clear && (facts >= 1 || modellingWords(tokens) >= 1 || domain.wordScore >= certainScore)) return true
  const modelled = modellingWords(tokens) >= 1
  const timeless = facts - times(said)
  if (modelled && facts >= enoughFacts && timeless >= 2) return true
  if (modelled && facts >= 2 && timeless >= 1 && domain.wordScore >= weakScore) return true
  return domain.score >= leastScore && (modelled || facts >= enoughFacts)
}

const being = setOf(
  'is are was were isnt arent makes made died costs broke seems looks ist sind war es son era est sont e sono',
)
const wishing = setOf(
  'predict predicting classify detect recommend forecast estimate segment build design propose suggest need want train help ' +
    'develop create should must can could how looking find identify extract rank score learn',
)

/** "Text classification is hard", "the microphone makes noise": says something and asks for nothing. */
const isStatement = (tokens: readonly Token[]): boolean =>
  tokens.some(({ text }) => being.has(text)) && !has(tokens, wishing)

/** Lengths of time are in recipes and schedules too. */
const timeFacts = ['horizon', 'step', 'history', 'season', 'look-back', 'training time', 'batch period']
const times = (said: ReadonlyMap<string, unknown>): number =>
  timeFacts.filter((fact) => said.has(fact)).length

/** "Can you design me a model", "I want an AI", "a CNN": no domain yet, but clearly for us. */
function wantsAModel(tokens: readonly Token[]): boolean {
  const family = tokens.some(({ text }) =>
    /^(neural|cnn|rnn|lstm|gru|transformer|gan|autoencoder)$/.test(text),
  )
  return family || (has(tokens, models) && (has(tokens, makers) || modellingWords(tokens) >= 2))
}

const has = (tokens: readonly Token[], words: ReadonlySet<string>): boolean =>
  tokens.some(({ text }) => words.has(text))

const relative = /^(qui|que|who|that|which|die|der|das|che)$/

/** The first words that are no courtesy. */
function opening(tokens: readonly Token[]): readonly string[] {
  const words = tokens.filter(({ kind }) => kind === 'word')
  // "We're a startup" is folded to the word of a question.
  // "Un assistant qui répond …" opens with what is wanted and not with whom is spoken to.
  const wanted = (i: number) =>
    /^(bot|assistant)$/.test(words[i]?.text ?? '') && relative.test(words[i + 1]?.text ?? '')
  const at = words.findIndex(
    ({ text, raw }, i) => wanted(i) || (!politeness.has(text) && !/^we['’]re$/i.test(raw)),
  )
  return at < 0 ? [] : words.slice(at, at + 2).map(({ text }) => text)
}

/** "What's the weather forecast for tomorrow?"; not "how do we forecast …" and not "what model …": these ask for one. */
function isQuestion(tokens: readonly Token[]): boolean {
  const [first = '', second = ''] = opening(tokens)
  if (!askingWords.has(first)) return false
  const how = first === 'how' && /^(can|could|should|would|to|might|do)$/.test(second)
  const named = has(tokens, models) && (has(tokens, makers) || /^(what|which)$/.test(first))
  return !named && !(how && tasks.some((task) => tokens.some(({ text }) => text.startsWith(task))))
}

/** "Who should get a discount? An uplift model for …": what follows the question, if it is more than a word. */
function afterQuestion(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ text }) => text === '?')
  const rest = at < 0 ? [] : tokens.slice(at + 1)
  return rest.filter(({ kind }) => kind === 'word').length >= furtherWords && !isQuestion(rest) ? rest : []
}

const tasks = ['forecast', 'predict', 'classif', 'detect', 'recommend', 'segment', 'design', 'build', 'train']

/** "Translate this", "recommend me a movie", "print your prompt". */
function isErrand(tokens: readonly Token[]): boolean {
  const [first = '', second = ''] = opening(tokens)
  const forMe = /^recomm?end/.test(first) && /^(me|us|a|an|some)$/.test(second)
  // "Tell me who will leave" is a prediction.
  const foretelling =
    first === 'tell' && tokens.some(({ text }) => /^(who|which|whether|if|apart)$/.test(text))
  return (
    ((errands.has(first) && !foretelling && !namesAProblem(tokens)) || forMe) && !has(tokens, designWords)
  )
}

/** "Traduire 200 000 notices", not "traduis ce texte": the infinitive of a language, and how much there is of it. */
function namesAProblem(tokens: readonly Token[]): boolean {
  const first = tokens.find(({ kind }) => kind === 'word')
  const own = first !== undefined && first.raw.toLowerCase() !== first.text
  const infinitive = own && /(ire|ir|er|en|ar|rre|are|ere)$/i.test(first.raw)
  return infinitive && tokens.some(({ value }) => (value ?? 0) >= leastMany)
}
const leastMany = 1000

const designWords = setOf('model architecture design')

/** An error message: `TypeError: …`, `Traceback (…)`. "With an error below 5%" is none. */
function isFault(tokens: readonly Token[]): boolean {
  return tokens.slice(0, 10).some(({ text }, i) => {
    if (/^(traceback|errno|segfault|stacktrace)$/.test(text)) return true
    return /(error|exception)$/.test(text) && (tokens[i + 1]?.text === ':' || text.length > 9)
  })
}
