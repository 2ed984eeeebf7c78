/** Wishes said in words: explanations, data that stays in house, zeros and cycles in the data. */
import { type Draft, put } from './draft.js'
import { foldWord } from './fold.js'
import { findAfter, findBefore, wordAt } from './near.js'
import { inHouse } from './privacy.js'
import type { Token } from './tokens.js'
import { isNegated } from './vocabulary.js'

export function readWishes(draft: Draft): void {
  draft.tokens.forEach((_, i) => {
    readExplanations(draft, i)
    readPrivacy(draft, i)
    readZeros(draft, i)
    readNoCycle(draft, i)
  })
}

const explained =
  /^(explain|interpretab|interpretier|explicab|explicable|explicar|expliqu|erklarbar|nachvollziehbar|transparen|auditab|spiegabil|interpretav|interpretad|uitlegba)/
const needed =
  /^(must|faut|devons|tiene|precisa|precisamos|need|needs|needed|required|require|requires|mandatory|muss|mussen|debe|deben|doit|has|wants|demands|asks|insists)$/
/** Whoever asks for reasons by law or duty. */
const authorities =
  /^(regulators?|regulatory|auditors?|compliance|ombudsman|bafin|aufsicht|regulateur|regulador|supervisor)$/

/** `SHAP`, `reason codes`, "why a customer was refused", "explain each decision". */
function readExplanations(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const box = word === 'black' ? i + (tokens[i + 1]?.text === '-' ? 2 : 1) : i
  const opaque = (box !== i && wordAt(tokens, box) === 'box') || word === 'blackbox'
  const codes = /^(reason|reasons)$/.test(word) && /^(codes?|for)$/.test(wordAt(tokens, i + 1))
  const importance = word === 'importance' && /^(feature|variable)$/.test(wordAt(tokens, i - 1))
  const named = explained.test(word) || codes || importance || word === 'shap' || word === 'scorecard'
  if (!(opaque ? isNegated(tokens, i) : named && !isNegated(tokens, i))) return
  const clause = tokens[i]?.clause
  const near = tokens.slice(Math.max(0, i - 4), i + 4)
  const asked = near.some(({ text, clause: other }) => other === clause && needed.test(text))
  const byLaw =
    (findBefore(tokens, i, 6, authorities) ?? findAfter(tokens, i + 1, 6, authorities)) !== undefined
  // "Every decision explainable" leaves none out.
  const every = tokens
    .slice(Math.max(0, i - 4), i)
    .some((token) => token.clause === clause && /^(every|each|jede[nrs]?|cada|chaque|ogni)$/.test(token.text))
  const must = opaque || asked || byLaw || every
  if (!must && draft.said.has('interpretability')) return
  draft.said.delete('interpretability')
  const value = must ? ('must' as const) : ('wish' as const)
  const last = opaque ? box : codes ? i + 1 : i
  brief.constraints.interpretability = put(draft, 'interpretability', value, i, last)
}

/** `air-gapped`, `on-prem`, "no cloud", "data may not leave the hospital". */
function readPrivacy(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const next = tokens[i + 1]?.text === '-' ? i + 2 : i + 1
  const second = wordAt(tokens, next)
  const gapped = word === 'airgapped' || (word === 'air' && /^gapped?$/.test(second))
  const offNet =
    /^(internet|network)$/.test(word) &&
    isNegated(tokens, i) &&
    /^(access|connection|connectivity)$/.test(wordAt(tokens, i + 1))
  const premises =
    /^(onprem|onpremises|onpremise|selbstgehostet)$/.test(word) ||
    (word === 'on' &&
      /^(prem|premises|premise|site)$/.test(second) &&
      (second !== 'site' || next === i + 2)) ||
    (word === 'self' && /^hosted$/.test(second))
  const cloud = /^(cloud|nube|nuage|nuvola|nuvem|api|apis|saas)$/.test(word) && isNegated(tokens, i)
  const stays =
    /^(leave|leaves|verlassen|salir|quitter|uscire|sair)$/.test(word) &&
    (isNegated(tokens, i) || findBefore(tokens, i, 5, /^(nothing|nichts|nada|rien|niente)$/) !== undefined)
  const outside =
    /^(outside|ausserhalb|fuera|dehors)$/.test(word) &&
    isNegated(tokens, i) &&
    /^(data|texts?|documents?|goes|go|sent|send)$/.test(wordAt(tokens, i - 1))
  const all =
    /^(servers?|servidores|servern|serveurs|hardware)$/.test(word) &&
    /^(our|unseren|nuestros|nos|nossos|nostri|onze)$/.test(wordAt(tokens, i - 1)) &&
    /^(all|everything|only|todo|alles|tout|tutto|tudo|nur|solo|stay|stays)$/.test(wordAt(tokens, i - 3))
  const own =
    word === 'own' &&
    /^(servers?|hosts|hardware|machines|datacent(er|re)|infrastructure|network)$/.test(wordAt(tokens, i + 1))
  const house = word === 'in' && /^house$/.test(second) && next === i + 2
  const remains = staysAt(tokens, i)
  if (gapped || offNet)
    brief.constraints.airGapped = put(draft, 'air gap', true, i, gapped && word === 'air' ? next : i)
  if (!(gapped || premises || cloud || stays || outside || all || house || own || remains)) return
  const two = word === 'air' || word === 'on' || word === 'self' || house
  brief.constraints.privacy = put(draft, 'privacy', inHouse, i, two ? next : i)
}

const staying =
  /^(stays?|remains?|kept|bleib\w*|quedar\w*|permane\w*|rest\w*|riman\w*|ficar|ficam|fiquem|blijven|pozosta\w*)$/
const places =
  /^(hospitals?|building|premises|clinic|company|factory|plant|bank|lab|laboratory|school|university|ward|office|device|phone|site|country|krankenhaus|klinik|haus|betrieb|werk|firma|empresa|fabrica|entreprise|usine|azienda|fabbrica)$/

/** "Data must stay in the hospital", "die Daten bleiben im Werk". */
function staysAt(tokens: readonly Token[], i: number): boolean {
  if (!staying.test(wordAt(tokens, i)) && !staying.test(foldWord(tokens[i]?.raw ?? ''))) return false
  const within = findAfter(tokens, i + 1, 2, /^(in|im|on|inside|within|en|dans|a|nel|nella|nell|no|na|w)$/)
  const place = within === undefined ? undefined : findAfter(tokens, within + 1, 4, places)
  // Not "patients who stay in the hospital": data does not go home.
  const data = findBefore(
    tokens,
    i,
    5,
    /^(data|images|scans|records|recordings|audio|videos|everything|alles|todo|tout|tutto|tudo|daten|datos|donnees|dati|dados|it)$/,
  )
  return place !== undefined && data !== undefined
}

const selling = /^(sells?|sold|ordered|bought|used|move|moves|needed)$/

/** "Most sell only a few times a year", "rarely sold", "slow movers". */
function sellsRarely(tokens: readonly Token[], i: number): boolean {
  const word = wordAt(tokens, i)
  const next = tokens[i + 1]?.text === '-' ? i + 2 : i + 1
  const own = (at: number) => foldWord(tokens[at]?.raw ?? '')
  // "Poche volte l'anno", "wenige Male im Jahr"
  if (
    /^(poche|pocas|poucas|wenige|quelques)$/.test(own(i)) &&
    /^(volte|veces|vezes|mal|male|fois)$/.test(own(i + 1))
  )
    return findAfter(tokens, i + 2, 4, /^(years?|anno|ano|an|jahr)$/) !== undefined
  if (word === 'slow') return /^(movers?|moving)$/.test(wordAt(tokens, next))
  if (/^(rarely|seldom)$/.test(word)) return selling.test(wordAt(tokens, i + 1))
  if (!selling.test(word)) return false
  const few = findAfter(tokens, i + 1, 4, /^(few|once|twice|two|three)$/)
  if (few === undefined) return false
  const often = wordAt(tokens, few + 1) === 'times' ? few + 2 : few + 1
  return (
    /^(a|per|each|every)$/.test(wordAt(tokens, often)) &&
    /^(year|quarter|month)$/.test(wordAt(tokens, often + 1))
  )
}

function readZeros(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = tokens[i]?.text ?? ''
  const many =
    /^(zeros|zeroes|nullen|ceros|zeros)$/.test(word) &&
    (/^(many|mostly|of|lots|viele|vielen|muchos|beaucoup|de)$/.test(tokens[i - 1]?.text ?? '') ||
      tokens
        .slice(Math.max(0, i - 4), i)
        .some(({ text }) => /^(muchos|muchas|viele|many|most|casi)$/.test(text)))
  const named = /^(intermit|lumpy|sporadisch|sporadic)/.test(word) || sellsRarely(tokens, i)
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
