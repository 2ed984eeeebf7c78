/** The model that somebody named: its size, whether all of it is trained, whether it starts from nothing. */
import { type Draft, put } from './draft.js'
import { findAfter, findBefore, wordAt } from './near.js'
import { whole } from './put-count.js'
import { comparatorOf } from './quantities.js'
import { isDimension } from './read-counts.js'
import { isNegated } from './vocabulary.js'

export function readModel(draft: Draft): void {
  const { tokens, brief } = draft
  tokens.forEach((token, i) => {
    readTraining(draft, i)
    if (/^univaria/.test(token.text)) brief.data.channels = put(draft, 'channels', 1, i, i)
    if (token.kind !== 'number') return
    readSize(draft, i, token.value ?? 0)
    readBatchSize(draft, i, token.value ?? 0)
    readEmbedding(draft, i, token.value ?? 0)
    readSequenceLength(draft, i, token.value ?? 0)
    const noun = wordAt(tokens, i + 2)
    const value = token.value ?? 0
    if (isDimension(draft, i) && value <= 3 && /^(trajector|position|coordinate|path|pose|track)/.test(noun))
      brief.data.channels = put(draft, 'channels', value, i, i + 1)
  })
}

const modelNames =
  /^(llama|mistral|mixtral|qwen|gemma|falcon|gpt|phi|bert|roberta|deberta|t5|bloom|deepseek|olmo|opt|pythia|whisper|codellama|llava|vit|clip|moe|starcoder|yi)/
const modelNouns =
  /^(model|models|llm|llms|slm|transformer|lm|vlm|parameter|parameters|params|instruct|chat|modell|modelo|modele|modello)$/

/** "Llama 7B", "Llama-3.1-8B", "a 3B model", "1.3B language model", "bert 110M". */
function readSize(draft: Draft, i: number, value: number): void {
  const { tokens, brief } = draft
  const letter = tokens[i + 1]
  if (!letter?.glued || !/^[bm]$/i.test(letter.raw) || draft.used.has(i)) return
  const from = Math.max(0, i - 6)
  const named = tokens.slice(from, i).findLastIndex(({ text }) => modelNames.test(text))
  const close = named >= 0 && tokens.slice(from + named + 1, i).every(isVersion)
  const noun = findAfter(tokens, i + 2, 4, modelNouns)
  const beside =
    noun !== undefined &&
    tokens[noun]?.clause === tokens[i]?.clause &&
    tokens
      .slice(i + 2, noun)
      .every(({ text }) => /^(-|language|large|dense|small|base|parameter)$/.test(text))
  // "LoRA on 8B", "tune a 13B"
  const tuned =
    letter.text === 'b' &&
    findBefore(tokens, i, 4, /^(lora|qlora|tune|tuning|finetune|finetuning|distil|quanti[sz]e)$/) !==
      undefined
  // "Un modelo de 7B", "modèle de langage de 3B", "LLM with 13B"
  const nounBefore = findBefore(tokens, i, 5, modelNouns)
  const sized =
    nounBefore !== undefined &&
    nounBefore < i - 1 &&
    tokens[nounBefore]?.clause === tokens[i]?.clause &&
    tokens.slice(nounBefore + 1, i).every(({ text }) => sizeLinks.test(text))
  const field = brief.domain?.value
  const [before, after] = [tokens[i - 1], tokens[i + 2]]
  const alone =
    letter.text === 'b' &&
    field === 'language' &&
    (before === undefined || before.kind === 'mark') &&
    after?.clause !== letter.clause
  if (!close && !beside && !tuned && !alone && !sized) return
  if (!close && letter.text === 'm' && !/^(param|model|lm)/.test(wordAt(tokens, noun ?? i))) return
  const first = close ? from + named : sized ? nounBefore : i
  const size = Number((value * (letter.text === 'b' ? 1e9 : 1e6)).toPrecision(12))
  const limited = comparatorOf(tokens, i, (noun ?? i + 1) + 1) === 'at most'
  if (!close && limited) {
    brief.constraints.paramsLimit = put(draft, 'parameter limit', size, i, noun ?? i + 1)
    return
  }
  brief.data.modelParams = put(draft, 'model size', size, first, i + 1)
}

/** Between a model and its size: `modèle de langage de`, `LLM of`, `model with about`. */
const sizeLinks =
  /^(of|with|de|del|di|von|mit|a|con|avec|van|met|z|o|lenguaje|langage|linguaggio|linguagem|language|sprache|about|only|size|~)$/

/** "Embedding dimension 128", "embedding dim: 64", "embeddings of 256". */
function readEmbedding(draft: Draft, i: number, value: number): void {
  const { tokens, brief } = draft
  if (draft.used.has(i) || value < 2 || value > 65_536 || !Number.isInteger(value)) return
  const named = findBefore(tokens, i, 5, /^embeddings?$/)
  const between = named === undefined ? [] : tokens.slice(named + 1, i)
  const linked = between.every(({ text }) =>
    /^(dim|dims|dimension|dimensions|dimensionality|size|width|vector|vectors|of|is|:|=|with|in|_|-)$/.test(
      text,
    ),
  )
  if (named !== undefined && linked && between.length > 0) {
    brief.data.embeddingDim = put(draft, 'embedding size', value, named, i)
    return
  }
  // "128-dimensional embeddings", "64 dim embedding"
  const dash = wordAt(tokens, i + 1) === '-' ? 2 : 1
  const wide = /^(d|dim|dims|dimensional|dimension|dimensions)$/.test(wordAt(tokens, i + dash))
  const noun = wide ? findAfter(tokens, i + dash + 1, 3, /^embeddings?$/) : undefined
  if (noun !== undefined) brief.data.embeddingDim = put(draft, 'embedding size', value, i, noun)
}

/** Between a name and its size: `-3.1-`, `v0.2`, `base`, `(`. */
const isVersion = ({ kind, text }: { readonly kind: string; readonly text: string }) =>
  kind === 'number' || /^([-.:(]|v\d*|base|large|small|instruct|model|of|with|size|a|the)$/.test(text)

function readBatchSize(draft: Draft, i: number, value: number): void {
  const { tokens, brief } = draft
  const named = wordAt(tokens, i - 1) === 'size' || /^[:=_]$/.test(wordAt(tokens, i - 1))
  const at = [i - 2, i - 3].find((k) => wordAt(tokens, k) === 'batch')
  const sized = at !== undefined && tokens.slice(at + 1, i).some(({ text }) => text === 'size')
  // "Batch 1"
  const beside = wordAt(tokens, i - 1) === 'batch' && tokens[i - 1]?.clause === tokens[i]?.clause
  if (!(named && sized) && !beside) return
  if (value < 1) return
  brief.constraints.batchSize = put(draft, 'batch', whole(value), at ?? i - 1, i)
}

/** "Sequence length 4096", "context of 8k tokens", "max length: 512". */
function readSequenceLength(draft: Draft, i: number, value: number): void {
  const { tokens, brief } = draft
  if (draft.used.has(i) || !/^(language|multimodal|recommendation|audio)$/.test(brief.domain?.value ?? ''))
    return
  const linked = /^(length|:|=|of|window|len|context)$/.test(wordAt(tokens, i - 1))
  const named = tokens.slice(Math.max(0, i - 4), i).some(({ text }) => /^(sequence|context|seq)$/.test(text))
  const k = tokens[i + 1]?.glued && tokens[i + 1]?.text === 'k' ? 1024 : 1
  if (!linked || !named || value * k < 8 || value * k > 2_000_000) return
  brief.data.sequenceLength = put(draft, 'sequence length', Math.round(value * k), i - 1, k > 1 ? i + 1 : i)
}

function readTraining(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const next = wordAt(tokens, i + 1) === '-' ? i + 2 : i + 1
  const full = /^(full|fully|complete|vollstandig\w*|complet\w*)$/.test(word)
  const tuned =
    full && findAfter(tokens, next, 2, /^(fine|finetune|finetuning|tune|tuning|parameter|feinabstimmung)$/)
  const all = word === 'all' && findAfter(tokens, i + 1, 3, /^(weights|parameters|layers)$/)
  const trained =
    all !== undefined && all !== false && findAfter(tokens, all + 1, 4, /^(trained|trainable|updated|tuned)$/)
  if (tuned !== undefined && tuned !== false && !isNegated(tokens, i)) {
    const end = wordAt(tokens, tuned) === 'fine' ? (findAfter(tokens, tuned + 1, 2, /^tun/) ?? tuned) : tuned
    brief.data.fullTraining = put(draft, 'full training', true, i, end)
  } else if (trained !== undefined && trained !== false)
    brief.data.fullTraining = put(draft, 'full training', true, i, trained)
  // Adapters leave the model's own parameters as they are.
  if (
    /^(lora|qlora|adapters?)$/.test(word) &&
    !isNegated(tokens, i) &&
    !draft.said.has('full training') &&
    brief.data.fullTraining?.value
  )
    brief.data.fullTraining = put(draft, 'full training', false, i, i)
  const scratch = /^(scratch)$/.test(word) && wordAt(tokens, i - 1) === 'from'
  const pre =
    /^(pretrain|pretraining)$/.test(word) || (word === 'pre' && /^train(ing)?$/.test(wordAt(tokens, next)))
  if ((scratch || pre) && !isNegated(tokens, scratch ? i - 1 : i))
    brief.data.fromScratch = put(
      draft,
      'from scratch',
      true,
      scratch ? i - 1 : i,
      pre && word === 'pre' ? next : i,
    )
}
