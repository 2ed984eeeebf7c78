/** Wishes said in words: a metric, explanations, data that stays in house, zeros and cycles in the data. */
import { type Draft, put } from './draft.js'
import { isMetric, isNegated } from './vocabulary.js'

export function readWishes(draft: Draft): void {
  draft.tokens.forEach((_, i) => {
    readMetric(draft, i)
    readExplanations(draft, i)
    readPrivacy(draft, i)
    readZeros(draft, i)
    readNoCycle(draft, i)
  })
}

function readMetric(draft: Draft, i: number): void {
  const word = draft.tokens[i]?.text ?? ''
  if (!isMetric(word) || isNegated(draft.tokens, i)) return
  draft.brief.targets.metric = put(draft, 'metric', word === 'wmape' ? 'wape' : word, i, i)
}

const explained =
  /^(explain|interpretab|interpretier|explicab|explicable|erklarbar|nachvollziehbar|transparen|auditab)/
const needed =
  /^(must|need|needs|needed|required|require|requires|mandatory|muss|mussen|debe|deben|doit|has)$/

function readExplanations(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = tokens[i]?.text ?? ''
  const box = word === 'black' ? i + (tokens[i + 1]?.text === '-' ? 2 : 1) : i
  const opaque = (box !== i && tokens[box]?.text === 'box') || word === 'blackbox'
  const asks = opaque ? isNegated(tokens, i) : explained.test(word) && !isNegated(tokens, i)
  if (!asks && word !== 'shap') return
  const clause = tokens[i]?.clause
  const near = tokens.slice(Math.max(0, i - 4), i + 4)
  const must = opaque || near.some(({ text, clause: other }) => other === clause && needed.test(text))
  if (!must && draft.said.has('interpretability')) return
  draft.said.delete('interpretability')
  const value = must ? ('must' as const) : ('wish' as const)
  brief.constraints.interpretability = put(draft, 'interpretability', value, i, opaque ? box : i)
}

/** `air-gapped`, `on-prem`, `on premises`, `airgapped`. */
function readPrivacy(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = tokens[i]?.text ?? ''
  const next = tokens[i + 1]?.text === '-' ? i + 2 : i + 1
  const two = /^(air|on)$/.test(word) && /^(gapped|prem|premises|premise)$/.test(tokens[next]?.text ?? '')
  if (!two && !/^(airgapped|onprem|onpremises)$/.test(word)) return
  brief.constraints.privacy = put(draft, 'privacy', 'data stays in house', i, two ? next : i)
}

function readZeros(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = tokens[i]?.text ?? ''
  const many =
    /^(zeros|zeroes|nullen|ceros|zeros)$/.test(word) &&
    /^(many|mostly|of|lots|viele|vielen|muchos|beaucoup|de)$/.test(tokens[i - 1]?.text ?? '')
  const named = /^(intermit|lumpy|sporadisch|sporadic)/.test(word)
  if ((many || named) && !isNegated(tokens, i))
    brief.data.intermittent = put(draft, 'intermittent', true, i, i)
}

/** "Without seasonality", "no weekly cycle": and a cycle that was known before is gone. */
function readNoCycle(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = tokens[i]?.text ?? ''
  if (!/^(season|saison|estacional|cycles?$|zyklus$|ciclo)/.test(word) || !isNegated(tokens, i)) return
  brief.data.seasonal = put(draft, 'seasonality', false, i, i)
  delete brief.data.season
}
