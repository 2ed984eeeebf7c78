/** Where a model runs and what it is built with: serving mode, frameworks, families asked for or ruled out, precision. */
import { type Draft, put } from './draft.js'
import { meansOther } from './homonyms.js'
import { familyAt, frameworkOf, isNegated } from './vocabulary.js'

export function readStack(draft: Draft): void {
  draft.tokens.forEach((_, i) => {
    readPlace(draft, i)
    readFramework(draft, i)
    readFamily(draft, i)
    readPrecision(draft, i)
  })
}

const batchWords = /^(batch|nightly|overnight|nachtlich|nocturno|nocturne)$/
const liveWords = /^(online|realtime|interactive|echtzeit|streaming)$/
/** "Runs on a phone", but not "phone calls". */
const carried = /^(phones?|tablets?|watch|smartwatch|wearables?|handy|telefono|telephone)$/
const edgeWords =
  /^(edge|embedded|microcontroller|raspberry|jetson|mobile|smartphone|android|ios|iphone|ipad|stm32|esp32|arduino|mcu|cortex)$/

function readPlace(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = tokens[i]?.text ?? ''
  const place = (value: 'batch' | 'online' | 'edge', last: number) => {
    if (isNegated(tokens, i)) return
    // What runs on a device may well answer at once or handle a stream: the place says more.
    const known = draft.said.has('deployment') ? brief.constraints.deployment?.value : undefined
    if (known === 'edge' && value !== 'edge') return
    if (value === 'edge' && known !== 'edge') draft.said.delete('deployment')
    brief.constraints.deployment = put(draft, 'deployment', value, i, last)
  }
  const size = tokens[i + 1]?.text
  if (
    batchWords.test(word) &&
    !meansOther(tokens, i) &&
    size !== 'size' &&
    tokens[i + 1]?.kind !== 'number' &&
    !draft.used.has(i)
  )
    place('batch', i)
  else if (liveWords.test(word) && !meansOther(tokens, i)) place('online', i)
  else if (word === 'real' && (size === 'time' || (size === '-' && tokens[i + 2]?.text === 'time')))
    place('online', size === 'time' ? i + 1 : i + 2)
  else if (edgeWords.test(word) && !meansOther(tokens, i)) place('edge', i)
  else if (
    carried.test(word) &&
    tokens
      .slice(Math.max(0, i - 3), i)
      .some(({ text }) => /^(on|auf|en|sur|sul|su|nel|no|op|na|el|dem|в|على)$/.test(text))
  )
    place('edge', i)
  else if (carried.test(word) && size === 'app' && tokens.some(({ text }) => text === 'offline'))
    place('edge', i + 1)
}

function readFramework(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const { constraints } = brief
  const framework = frameworkOf(tokens[i]?.text ?? '')
  if (!framework || meansOther(tokens, i)) return
  if (!isNegated(tokens, i)) {
    // "PyTorch or JAX" leaves the choice: the one named first is taken.
    const between = tokens.slice(draft.said.get('framework')?.last ?? i, i)
    if (between.some(({ text }) => /^(or|oder|o|ou|\/)$/.test(text))) return
    constraints.framework = put(draft, 'framework', framework, i, i)
    return
  }
  const known = constraints.excludedFrameworks?.value ?? []
  draft.said.delete('excluded frameworks')
  constraints.excludedFrameworks = put(draft, 'excluded frameworks', union(known, framework), i, i)
  if (constraints.framework?.value === framework && !draft.said.has('framework')) delete constraints.framework
}

/** "CNN-Transformer" names one family, not two. */
const endsLongerName = (tokens: Draft['tokens'], i: number): boolean =>
  [i - 1, i - 2].some((before) => familyAt(tokens, before)?.last === i)

/** Tokens that a list of families spans. */
const namesReach = 12

/** A family is wanted or ruled out by its last mention. */
function readFamily(draft: Draft, i: number): void {
  const named = familyAt(draft.tokens, i)
  if (!named || endsLongerName(draft.tokens, i)) return
  const { constraints } = draft.brief
  const { family, last } = named
  const excluded = isNegated(draft.tokens, i)
  // To name the field is to ask for none of its families.
  if (family === 'rl' && !excluded) return
  const [to, from] = excluded
    ? (['excludedFamilies', 'wantedFamilies'] as const)
    : (['wantedFamilies', 'excludedFamilies'] as const)
  if (excluded || family !== 'neural') {
    const before = draft.said.get(to)
    draft.said.delete(to)
    const names = union(constraints[to]?.value ?? [], family)
    // What stands between two names far apart says something else.
    const first = before && i - before.first <= namesReach ? before.first : i
    constraints[to] = put(draft, to, names, first, last)
  }
  if (excluded || family !== 'neural') forget(draft, from, family)
}

/** A list that becomes empty says nothing any more. */
function forget({ brief }: Draft, list: 'wantedFamilies' | 'excludedFamilies', family: string): void {
  const known = brief.constraints[list]
  const value = known?.value.filter((name) => name !== family) ?? []
  if (known && value.length > 0) brief.constraints[list] = { ...known, value }
  else delete brief.constraints[list]
}

const union = (list: readonly string[], entry: string) => [...new Set([...list, entry])].slice(0, 20)

const precisions = {
  bf16: 'bf16',
  bfloat16: 'bf16',
  fp16: 'fp16',
  float16: 'fp16',
  fp32: 'fp32',
  float32: 'fp32',
  int8: 'int8',
} as const

function readPrecision(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = tokens[i]?.text ?? ''
  const bits =
    tokens[i]?.value === 8 && /^bits?$/.test(tokens[tokens[i + 1]?.text === '-' ? i + 2 : i + 1]?.text ?? '')
  if (bits && !isNegated(tokens, i)) {
    brief.constraints.precision = put(draft, 'precision', 'int8' as const, i, i + 1)
    return
  }
  if (!Object.hasOwn(precisions, word) || isNegated(tokens, i)) return
  const precision = precisions[word as keyof typeof precisions]
  brief.constraints.precision = put(draft, 'precision', precision, i, i)
}
