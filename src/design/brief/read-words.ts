/** Facts that are said in words rather than numbers: outputs, frameworks, families, known inputs, place, wishes. */
import { type Draft, put } from './draft.js'
import { familyWord, frameworkOf, isMetric, isNegated, joinedWord } from './vocabulary.js'

export function readWords(draft: Draft): void {
  readOutput(draft)
  readQuantiles(draft)
  readKnownFuture(draft)
  readPlace(draft)
  readStack(draft)
  readWishes(draft)
  readSubject(draft)
}

const intervalStems =
  /^(interval|quantile|uncertain|probabilist|confidence|unsicherheit|incertidumbre|intervall|intervalo|percentile|unsicherheitsband|bands?$|distribution$|wahrscheinlich)/
const pointPhrases = /^(point|punkt|puntual|deterministic|single-valued)$/

function readOutput(draft: Draft): void {
  const { tokens, brief } = draft
  tokens.forEach((token, i) => {
    const next = tokens[i + 1]?.text ?? ''
    // "15-minute intervals" is a step; "prediction intervals" are an output.
    const stepInterval = /^interval/.test(token.text) && draft.used.has(i - 1)
    if (intervalStems.test(token.text) && !stepInterval && !isStepInterval(draft, i))
      brief.targets.output = put(
        draft,
        'output',
        isNegated(tokens, i) ? ('point' as const) : ('intervals' as const),
        i,
        i,
      )
    else if (
      pointPhrases.test(token.text) &&
      /^(forecast|prediction|estimate|vorhersage|prognose|only|value)/.test(next)
    )
      brief.targets.output = put(draft, 'output', 'point' as const, i, i + 1)
  })
}

/** A number of seconds, minutes … stands right before the word. */
function isStepInterval({ tokens }: Draft, at: number): boolean {
  const before = tokens[at - 1]?.text ?? ''
  return (
    /^interval/.test(tokens[at]?.text ?? '') && /^(second|minute|hour|min|hourly|daily|time)s?$/.test(before)
  )
}

/** `P10/P50/P90`: quantiles, unless they stand beside a latency. */
function readQuantiles(draft: Draft): void {
  const found = draft.tokens.flatMap((token, i) => {
    const percent = /^[pq](\d{1,2})$/.exec(token.text)?.[1]
    return percent === undefined || draft.used.has(i) ? [] : [{ i, level: Number(percent) / 100 }]
  })
  const levels = [...new Set(found.map(({ level }) => level))]
    .filter((l) => l > 0 && l < 1)
    .sort((a, b) => a - b)
  const [first, last] = [found[0], found.at(-1)]
  const latencyOnly = levels.every((level) => level >= 0.9) && draft.brief.targets.latency !== undefined
  if (levels.length < 2 || latencyOnly || !first || !last) return
  draft.brief.targets.quantiles = put(draft, 'quantiles', levels.slice(0, 9), first.i, last.i)
  draft.said.delete('output')
  draft.brief.targets.output = put(draft, 'output', 'intervals' as const, first.i, last.i)
}

const planned =
  /^(promotion|promo|price|prices|campaign|planned|schedule|roadmap|aktion|preise|promocion|precios|covariate|exogenous|regressor|weather)/

/** What is known of the future when the forecast is made: nothing, the calendar, or planned inputs. */
function readKnownFuture(draft: Draft): void {
  const { tokens, brief } = draft
  tokens.forEach((token, i) => {
    const next = tokens[i + 1]?.text ?? ''
    if (/^(univaria)/.test(token.text))
      brief.data.knownFuture = put(draft, 'known future', 'calendar' as const, i, i)
    const calendar = /^(calendar|holiday|kalender|feiertag|festivo|weekday)/.test(token.text)
    if (calendar && /^(days?|months?)$/.test(next)) return
    const isInput = token.text !== 'price' || /^(plan|list|known|and|promotion)/.test(next)
    const subject =
      /^(forecast|prediction|predict|forecasts|vorhersage)/.test(next) && !/^weather/.test(token.text)
    if (planned.test(token.text) && isInput && !subject && isKnownAhead(draft, i)) {
      draft.said.delete('known future')
      const value = isNegated(tokens, i) ? ('calendar' as const) : ('planned' as const)
      brief.data.knownFuture = put(draft, 'known future', value, i, i)
    } else if (calendar && brief.data.knownFuture?.source !== draft.source)
      brief.data.knownFuture = put(
        draft,
        'known future',
        isNegated(tokens, i) ? ('none' as const) : ('calendar' as const),
        i,
        i,
      )
    if (token.text === 'nothing' && /^(known|else)$/.test(next) && /future|ahead|advance/.test(draft.text))
      brief.data.knownFuture = put(draft, 'known future', 'none' as const, i, i + 1)
  })
}

/** "price forecasting" has prices as its target; "with planned prices and promotions" has them as an input. */
function isKnownAhead({ tokens }: Draft, at: number): boolean {
  if (/^(promo|campaign|planned|covariate|exogenous|regressor|aktion|promocion)/.test(tokens[at]?.text ?? ''))
    return true
  const around = tokens.slice(Math.max(0, at - 6), at + 7).map(({ text }) => text)
  return around.some((word) =>
    /^(known|planned|plan|ahead|advance|future|input|inputs|also|with|covariate|covariates|mit|con)$/.test(
      word,
    ),
  )
}

function readPlace(draft: Draft): void {
  const { tokens, brief } = draft
  tokens.forEach((token, i) => {
    if (isNegated(tokens, i)) return
    if (
      /^(batch|nightly|overnight|offline|nachtlich|nocturno)$/.test(token.text) &&
      tokens[i + 1]?.text !== 'size'
    )
      brief.constraints.deployment = put(draft, 'deployment', 'batch' as const, i, i)
    const live = /^(online|realtime|interactive|echtzeit|streaming)$/.test(token.text)
    const realTime =
      token.text === 'real' && /^(time)$/.test(tokens[i + 2]?.text ?? tokens[i + 1]?.text ?? '')
    if (live || realTime)
      brief.constraints.deployment = put(draft, 'deployment', 'online' as const, i, realTime ? i + 1 : i)
    if (/^(edge|embedded|microcontroller|raspberry|mobile|smartphone)$/.test(token.text))
      brief.constraints.deployment = put(draft, 'deployment', 'edge' as const, i, i)
  })
}

function readStack(draft: Draft): void {
  const { tokens, brief } = draft
  const { constraints } = brief
  tokens.forEach((token, i) => {
    const framework = frameworkOf(token.text)
    if (framework && isNegated(tokens, i)) {
      const known = constraints.excludedFrameworks?.value ?? []
      draft.said.delete('excluded frameworks')
      constraints.excludedFrameworks = put(draft, 'excluded frameworks', union(known, framework), i, i)
      if (constraints.framework?.value === framework) delete constraints.framework
    } else if (framework) constraints.framework = put(draft, 'framework', framework, i, i)
    readFamily(draft, i)
    const precision = /^(bf16|bfloat16|fp16|float16|fp32|float32|int8)$/.exec(token.text)?.[1]
    if (precision && !isNegated(tokens, i))
      constraints.precision = put(draft, 'precision', precisionName(precision), i, i)
  })
}

function readFamily(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const token = tokens[i]
  if (token?.kind !== 'word') return
  const family = familyWord(joinedWord(tokens, i) ?? '') ?? familyWord(token.text)
  if (!family || !isFamily(draft, i, family)) return
  const { constraints } = brief
  const wanted = constraints.wantedFamilies?.value ?? []
  const excluded = constraints.excludedFamilies?.value ?? []
  draft.said.delete('families')
  if (isNegated(tokens, i)) {
    constraints.excludedFamilies = put(draft, 'families', union(excluded, family), i, i)
    if (constraints.wantedFamilies)
      constraints.wantedFamilies = {
        ...constraints.wantedFamilies,
        value: wanted.filter((f) => f !== family),
      }
  } else if (family !== 'neural') {
    constraints.wantedFamilies = put(draft, 'families', union(wanted, family), i, i)
    if (constraints.excludedFamilies)
      constraints.excludedFamilies = {
        ...constraints.excludedFamilies,
        value: excluded.filter((f) => f !== family),
      }
  }
}

/** Everyday senses: "linear growth", "pay attention", "chronos" need their partner words; a transformer may be electrical. */
function isFamily({ tokens }: Draft, i: number, family: string): boolean {
  const word = tokens[i]?.text ?? ''
  const next = tokens[i + 1]?.text ?? ''
  if (word === 'linear') return /^(model|models|regression|layer|network|baseline)$/.test(next)
  if (word === 'attention') return /^(model|models|network|based|layer|mechanism)$/.test(next)
  if (word === 'deep') return /^(learning|model|models|net|nets|network|networks)$/.test(next)
  if (word === 'neural') return /^(net|nets|network|networks|model|models)$/.test(next)
  if (word === 'trees' || word === 'smoothing' || word === 'naive') return true
  if (family === 'transformer' && /^transformers?$/.test(word))
    return (
      !/^(load|station|stations|oil|substation|temperature|failure|winding)$/.test(next) &&
      !/^(power|electrical|distribution|substation)$/.test(tokens[i - 1]?.text ?? '')
    )
  return true
}

const union = (list: readonly string[], entry: string) => [...new Set([...list, entry])].slice(0, 20)

function precisionName(word: string): 'fp32' | 'fp16' | 'bf16' | 'int8' {
  if (word.startsWith('b')) return 'bf16'
  if (word.endsWith('16')) return 'fp16'
  return word === 'int8' ? 'int8' : 'fp32'
}

function readWishes(draft: Draft): void {
  const { tokens, brief } = draft
  tokens.forEach((token, i) => {
    if (isMetric(token.text))
      brief.targets.metric = put(draft, 'metric', token.text === 'wmape' ? 'wape' : token.text, i, i)
    if (
      /^(explain|interpretab|explicab|erklarbar|transparen|auditable)/.test(token.text) &&
      !isNegated(tokens, i)
    ) {
      const before = [1, 2, 3].map((d) => tokens[i - d]?.text ?? '')
      const must = before.some((word) => /^(must|need|needs|required|muss|debe|has|require)$/.test(word))
      brief.constraints.interpretability = put(
        draft,
        'interpretability',
        must ? ('must' as const) : ('wish' as const),
        i,
        i,
      )
    }
    if (
      /^(intermittent|lumpy|sporadisch)/.test(token.text) ||
      (token.text === 'zeros' && /^(many|mostly|of)$/.test(tokens[i - 1]?.text ?? ''))
    )
      brief.data.intermittent = put(draft, 'intermittent', true, i, i)
    const airGap =
      /^(airgapped|onprem)$/.test(token.text) ||
      (/^(air|on)$/.test(token.text) && /^(gapped|prem|premises)$/.test(tokens[i + 2]?.text ?? ''))
    if (airGap)
      brief.constraints.privacy = put(
        draft,
        'privacy',
        'data stays in house',
        i,
        Math.min(i + 2, tokens.length - 1),
      )
    if (/^(season|saison|estacional)/.test(token.text) && !draft.used.has(i)) {
      const none = isNegated(tokens, i)
      if (none) brief.data.seasonal = put(draft, 'seasonality', false, i, i)
    }
    if (token.text === 'cycle' && isNegated(tokens, i) && !draft.used.has(i))
      brief.data.seasonal = put(draft, 'seasonality', false, i, i)
  })
}

const subjectEnds =
  /^(for|of|with|from|in|on|over|at|model|models|data|using|based|forecast|forecasts|forecasting|prediction|per|a|an|the|next|each|horizon|series|time|and|to|every|we|our)$/

/** The noun before "prediction"/"forecast", or after "predict"/"forecast": what is predicted, in the person's word. */
function readSubject(draft: Draft): void {
  const { tokens, brief } = draft
  if (brief.data.subject?.source === 'stated' && draft.source !== 'stated') return
  for (let i = 0; i < tokens.length; i += 1) {
    const word = tokens[i]?.text ?? ''
    const before = tokens[i - 1]
    if (/^(prediction|predictions|forecast|forecasts|forecasting)$/.test(word) && isSubject(before)) {
      brief.data.subject = put(draft, 'subject', before.text.slice(0, 60), i - 1, i - 1)
      return
    }
    if (!/^(predict|predicting|forecast|forecasting|vorhersage|prognose|predecir|pronosticar)$/.test(word))
      continue
    const at = [1, 2, 3].find(
      (d) =>
        isSubject(tokens[i + d]) &&
        !/^(of|the|our|des|der|von|de|el|la|hourly|daily|weekly|monthly)$/.test(tokens[i + d]?.text ?? ''),
    )
    const subject = at === undefined ? undefined : tokens[i + at]
    if (at === undefined || !subject || tokens.slice(i + 1, i + at).some(({ kind }) => kind !== 'word'))
      continue
    const noun = tokens[i + at + 1]
    const compound =
      isSubject(noun) && noun.clause === subject.clause && !/^(every|across|voraus|ahead)/.test(noun.text)
    const name = compound ? `${subject.raw} ${noun.raw}` : subject.raw
    brief.data.subject = put(draft, 'subject', name.slice(0, 60), i + at, compound ? i + at + 1 : i + at)
    return
  }
}

function isSubject(token: Draft['tokens'][number] | undefined): token is Draft['tokens'][number] {
  if (token?.kind !== 'word' || token.text.length < 4) return false
  return (
    !subjectEnds.test(token.text) &&
    !/^(point|which|whether|what|when|hour|dai|week|month|year|quarter|minute|day|must|want|need|multi|series|step)/.test(
      token.text,
    )
  )
}
